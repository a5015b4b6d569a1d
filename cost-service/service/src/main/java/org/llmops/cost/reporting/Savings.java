package org.llmops.cost.reporting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What was not spent, and why.
 *
 * @param costUsd what was spent
 * @param responseCache answers that no provider had to give again
 * @param providerCache input that providers had in their own caches
 * @param routing against sending every call to one model; absent when there is nothing to compare
 */
@RegisterForReflection
record Savings(
        Instant from,
        Instant to,
        Money costUsd,
        ResponseCache responseCache,
        ProviderCache providerCache,
        @Nullable Routing routing) {
    /**
     * Savings of the suite's own cache.
     *
     * @param savedUsd what the answers would have cost, each priced as if a provider had given it
     */
    @RegisterForReflection
    record ResponseCache(long answers, Money savedUsd) {}

    /**
     * Savings of providers' caches.
     *
     * @param savedUsd the same calls with all input at the plain rate, less what they cost; less than nothing when
     *     writing to the caches cost more than reading from them saved
     */
    @RegisterForReflection
    record ProviderCache(long cacheReadTokens, long cacheWriteTokens, Money savedUsd) {}

    /**
     * Savings of choosing a model for each call. An estimate: another model may count and answer with other tokens.
     *
     * @param operation the calls that are compared
     * @param chosen `named`, or `dearest`: of the models that were used, the one at which these calls would have cost most
     * @param costUsd what the calls cost that are compared
     * @param baselineUsd what they would have cost at the baseline, with the tokens they had
     * @param byModel the models that were used
     * @param leftOutCalls calls whose price nobody knows
     */
    @RegisterForReflection
    record Routing(
            String operation,
            String provider,
            String model,
            String chosen,
            Money costUsd,
            Money baselineUsd,
            Money savedUsd,
            long leftOutCalls,
            List<Used> byModel) {}

    /** A model that was used, and what its calls would have cost at the baseline. */
    @RegisterForReflection
    record Used(String provider, String model, long calls, Money costUsd, Money baselineUsd, Money savedUsd) {}
}
