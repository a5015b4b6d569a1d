package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.BUDGET_UNIT_UNKNOWN;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.windows.Period;
import org.llmops.cost.windows.Window;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.RequestProblem;

/**
 * What a budget is to be. Of the dimensions from {@code team} to {@code tags} it pays for calls that have all that are
 * named; without any, for all of the workspace.
 *
 * @param name unique in the workspace
 * @param unit {@code usd} (the default), {@code tokens} or {@code requests}
 * @param limitUsd of a budget of money: decimal string, such as `5.00`
 * @param limit of any other budget
 * @param timeZone whose midnight a period begins at, such as `Europe/Berlin`; UTC by default
 * @param startDay of fiscal_month and fiscal_year: the first day, from 1 to 28
 * @param startMonth of fiscal_year: the first month
 * @param rolling of rolling: how long, such as `24h` or `7d`
 * @param key public id of an API key
 * @param tags what the client attached: every one of these
 * @param carryOver what a period leaves unspent is added to the next
 * @param carryOverMaxUsd of a budget of money: at most this much of it
 * @param carryOverMax of any other budget: at most this much of it
 * @param onExceeded {@code refuse} (the default) calls, or {@code downgrade} them
 * @param thresholds percentages at which somebody is told; 50, 80 and 100 by default
 * @param alertOnForecast tell somebody when it will not last to the end of its period
 */
@RegisterForReflection
record BudgetRequest(
        @NotBlank @Size(max = 200) String name,
        @Nullable BudgetUnit unit,
        @Nullable Money limitUsd,
        @Nullable Long limit,
        @NotNull Period period,
        @Nullable @Size(max = 60) String timeZone,
        @Nullable Integer startDay,
        @Nullable Integer startMonth,
        @Nullable @Size(max = 5) String rolling,
        @Nullable @Size(min = 1, max = 200) String team,
        @Nullable @Size(min = 1, max = 200) String app,
        @Nullable @Size(min = 1, max = 200) String key,
        @Nullable @Size(min = 1, max = 200) String endUser,
        @Nullable @Size(min = 1, max = 200) String provider,
        @Nullable @Size(min = 1, max = 200) String model,
        @Nullable @Size(min = 1, max = 200) String route,
        @Nullable @Size(min = 1, max = 200) String prompt,

        @Nullable @Size(max = 8) Map<@NotBlank @Size(max = 64) String, @NotNull @Size(max = 200) String> tags,

        @Nullable Boolean carryOver,
        @Nullable Money carryOverMaxUsd,
        @Nullable Long carryOverMax,
        @Nullable OnExceeded onExceeded,
        @Nullable List<@NotNull Integer> thresholds,
        @Nullable Boolean alertOnForecast) {
    BudgetTerms terms() {
        BudgetUnit counted = unit == null ? BudgetUnit.USD : unit;
        Long amount = amount(counted, "limit", limitUsd, limit);
        if (amount == null) {
            throw RequestProblem.FIELD_INVALID.at(BudgetTerms.field(counted, "limit"), "Say how much may be spent");
        }
        return new BudgetTerms(
                name,
                counted,
                amount,
                window(),
                new BudgetScope(
                        team, app, key, endUser, provider, model, route, prompt, tags == null ? Map.of() : tags),
                Boolean.TRUE.equals(carryOver),
                amount(counted, "carry_over_max", carryOverMaxUsd, carryOverMax),
                onExceeded == null ? OnExceeded.REFUSE : onExceeded,
                thresholds == null ? Thresholds.USUAL : new Thresholds(thresholds),
                Boolean.TRUE.equals(alertOnForecast));
    }

    private Window window() {
        Duration length = rolling == null ? null : Window.length(rolling);
        return new Window(
                period,
                timeZone == null ? ZoneOffset.UTC : Window.zone(timeZone),
                startDay == null ? 1 : startDay,
                startMonth == null ? 1 : startMonth,
                length);
    }

    static @Nullable Long amount(BudgetUnit unit, String field, @Nullable Money usd, @Nullable Long count) {
        boolean money = unit == BudgetUnit.USD;
        if (money && count != null) {
            throw BUDGET_UNIT_UNKNOWN.at(field, "An amount of money is called " + field + "_usd; or name another unit");
        }
        if (!money && usd != null) {
            throw BUDGET_UNIT_UNKNOWN.at(field + "_usd", "This budget counts " + unit.label() + ": use " + field);
        }
        return usd != null ? Long.valueOf(usd.nanoUsd()) : count;
    }
}
