package org.llmops.cost.budgets;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.money.Money;

/**
 * What a budget is to be.
 *
 * @param name unique in the workspace
 * @param limitUsd decimal string, such as `5.00`; a hard limit
 * @param app restricts it to one application; absent: all of the workspace
 */
@RegisterForReflection
record BudgetRequest(
        @NotBlank @Size(max = 200) String name,
        @NotNull Period period,
        @NotNull Money limitUsd,
        @Nullable @Size(min = 1, max = 200) String app) {}
