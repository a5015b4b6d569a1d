package org.llmops.cost.spending;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What calls cost in some time, told apart as asked.
 *
 * @param from the first moment
 * @param to the first moment after
 * @param groupBy by what the rows are told apart
 * @param totals of all rows
 * @param rows in the order of what they are told apart by
 */
@RegisterForReflection
record Spend(Instant from, Instant to, String groupBy, Sums totals, List<Row> rows) {
    static Spend of(Instant from, Instant to, Set<Grouping> groupings, List<Row> rows) {
        return new Spend(
                from,
                to,
                Grouping.labels(groupings),
                rows.stream().map(Row::sums).reduce(Sums.NONE, Sums::plus),
                rows);
    }

    /**
     * One group.
     *
     * @param ledger where the calls behind it are listed
     */
    @RegisterForReflection
    record Row(@JsonUnwrapped Group group, @JsonUnwrapped Sums sums, String ledger) {}

    /** What a row's calls have in common; what the rows are not told apart by, or the calls have none of, is absent. */
    @RegisterForReflection
    record Group(
            @Nullable LocalDate day,
            @Nullable String model,
            @Nullable String app,
            @Nullable String prompt,
            @Nullable Integer promptVersion) {}

    /**
     * What is added up. The cost is a decimal string of USD.
     *
     * @param unpricedCalls calls of models that the price book does not know: they cost more than is shown
     * @param inputTokens all input, cached included
     */
    @RegisterForReflection
    record Sums(
            Money costUsd,
            long calls,
            long cachedCalls,
            long unpricedCalls,
            long inputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long outputTokens) {
        static final Sums NONE = new Sums(Money.ZERO, 0, 0, 0, 0, 0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(
                    costUsd.plus(other.costUsd),
                    calls + other.calls,
                    cachedCalls + other.cachedCalls,
                    unpricedCalls + other.unpricedCalls,
                    inputTokens + other.inputTokens,
                    cacheReadTokens + other.cacheReadTokens,
                    cacheWriteTokens + other.cacheWriteTokens,
                    outputTokens + other.outputTokens);
        }
    }
}
