package org.llmops.cost.reporting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/** What versions of prompts cost, beside what their answers were found to be worth. */
@RegisterForReflection
record PromptCosts(Instant from, Instant to, List<Row> rows) {
    /**
     * One version.
     *
     * @param costPerCallUsd absent where there was no call
     * @param scores by the name of the scorer or of the feedback
     */
    @RegisterForReflection
    record Row(
            String prompt,
            int promptVersion,
            Money costUsd,
            long calls,
            long answeredCalls,
            long inputTokens,
            long outputTokens,
            @Nullable Money costPerCallUsd,
            List<Score> scores) {}

    /**
     * What one scorer, or people, said.
     *
     * @param name `feedback:thumbs` or `scorer:json_validity`
     * @param scores how many
     * @param mean from 0 (bad) to 1 (good)
     * @param goodAnswerUsd the cost of a call divided by the mean: what a wholly good answer costs; absent when none was good
     */
    @RegisterForReflection
    record Score(
            String name,
            long scores,
            BigDecimal mean,
            @Nullable Money goodAnswerUsd) {}
}
