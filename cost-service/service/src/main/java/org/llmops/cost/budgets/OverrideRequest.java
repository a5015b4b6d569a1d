package org.llmops.cost.budgets;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.Moment;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.RequestProblem;

/**
 * A higher limit for a while.
 *
 * @param limitUsd of a budget of money
 * @param limit of any other budget
 * @param until from then on the usual limit holds again
 * @param reason for those who read it later
 */
@RegisterForReflection
record OverrideRequest(
        @Nullable Money limitUsd,
        @Nullable Long limit,
        @NotNull Instant until,
        @Nullable @Size(max = 500) String reason) {
    OverrideRequest {
        if (until != null) {
            Moment.known("until", until);
        }
    }

    long amount(BudgetUnit unit) {
        Long amount = BudgetRequest.amount(unit, "limit", limitUsd, limit);
        if (amount == null) {
            throw RequestProblem.FIELD_INVALID.at(BudgetTerms.field(unit, "limit"), "Say how much may be spent");
        }
        return amount;
    }
}
