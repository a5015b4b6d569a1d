package org.llmops.cost.reporting;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What calls cost in some time, told apart as asked.
 *
 * @param from the first moment
 * @param to the first moment after
 * @param groupBy by what the rows are told apart
 * @param totals of everything, shown or not
 * @param rows in the order that was asked for
 * @param others what the limit left out; absent when nothing is
 */
@RegisterForReflection
record Spend(
        Instant from,
        Instant to,
        String groupBy,
        SumsView totals,
        List<Row> rows,
        @Nullable SumsView others) {
    /**
     * One group.
     *
     * @param ledger where the entries behind it are listed
     */
    @RegisterForReflection
    record Row(@JsonUnwrapped Traits traits, @JsonUnwrapped SumsView sums, String ledger) {}
}
