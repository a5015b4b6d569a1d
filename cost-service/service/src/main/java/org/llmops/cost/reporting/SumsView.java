package org.llmops.cost.reporting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.rollups.Sums;
import org.llmops.platform.money.Money;

/**
 * What is added up. The cost is a decimal string of USD. What is not known by end user and by tag is absent there.
 *
 * @param calls requests; corrections of their cost are no further ones
 * @param answeredCalls those that were answered in full
 * @param unpricedCalls calls of models that the price book did not know: they cost more than is shown
 * @param estimatedCalls calls whose usage no provider told
 * @param inputTokens all input, cached included
 */
@RegisterForReflection
record SumsView(
        Money costUsd,
        long calls,
        long answeredCalls,
        long cachedCalls,
        long unpricedCalls,
        @Nullable Long estimatedCalls,
        long inputTokens,
        @Nullable Long cacheReadTokens,
        @Nullable Long cacheWriteTokens,
        long outputTokens,
        @Nullable Long reasoningTokens) {
    static SumsView of(Sums sums, boolean complete) {
        return new SumsView(
                Money.ofNanoUsd(sums.costNanoUsd()),
                sums.requests(),
                sums.answered(),
                sums.cached(),
                sums.unpriced(),
                complete ? sums.estimated() : null,
                sums.inputTokens(),
                complete ? sums.cacheReadTokens() : null,
                complete ? sums.cacheWriteTokens() : null,
                sums.outputTokens(),
                complete ? sums.reasoningTokens() : null);
    }
}
