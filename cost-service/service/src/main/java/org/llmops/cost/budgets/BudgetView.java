package org.llmops.cost.budgets;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.windows.Period;
import org.llmops.cost.windows.Window;
import org.llmops.platform.money.Money;

/**
 * A budget and what is left of it. A budget of money has the fields that end in {@code _usd}, as decimal strings; any
 * other has those without, as numbers.
 *
 * @param limitUsd what may be spent in this period, with what was carried over and with an override
 * @param settledUsd what calls of this period have taken
 * @param leasedUsd what router instances hold for calls, and return when it is not needed
 * @param remainingUsd what is neither spent nor leased
 * @param carriedUsd what the period before left; part of the limit
 * @param periodEnd when it is whole again; absent for a budget of all time, and for one that rolls
 */
@RegisterForReflection
record BudgetView(
        UUID id,
        String name,
        BudgetUnit unit,
        Period period,
        @Nullable String timeZone,
        @Nullable Integer startDay,
        @Nullable Integer startMonth,
        @Nullable String rolling,
        @Nullable String team,
        @Nullable String app,
        @Nullable String key,
        @Nullable String endUser,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String route,
        @Nullable String prompt,
        @Nullable Map<String, String> tags,
        @Nullable Boolean carryOver,
        OnExceeded onExceeded,
        List<Integer> thresholds,
        @Nullable Boolean alertOnForecast,
        @Nullable OverrideView override,
        String state,
        @Nullable Money limitUsd,
        @Nullable Money settledUsd,
        @Nullable Money leasedUsd,
        @Nullable Money remainingUsd,
        @Nullable Money carriedUsd,
        @Nullable Long limit,
        @Nullable Long settled,
        @Nullable Long leased,
        @Nullable Long remaining,
        @Nullable Long carried,
        Instant periodStart,
        @Nullable Instant periodEnd,
        Instant createdAt) {
    static BudgetView of(Budget budget, BudgetPeriod period, Instant now) {
        BudgetUnit unit = budget.unit();
        Window window = budget.window();
        BudgetScope scope = budget.scope();
        boolean fiscal = window.period() == Period.FISCAL_MONTH || window.period() == Period.FISCAL_YEAR;
        Budget.RaisedLimit raised = budget.overrideAt(now);
        return new BudgetView(
                budget.id(),
                budget.name(),
                unit,
                window.period(),
                window.zone().getId().equals("Z") ? null : window.zone().getId(),
                fiscal ? window.startDay() : null,
                window.period() == Period.FISCAL_YEAR ? window.startMonth() : null,
                rolling(window.rolling()),
                scope.team(),
                scope.app(),
                scope.key(),
                scope.endUser(),
                scope.provider(),
                scope.model(),
                scope.route(),
                scope.prompt(),
                scope.tags().isEmpty() ? null : scope.tags(),
                budget.carriesOver() ? true : null,
                budget.onExceeded(),
                budget.thresholds().percents(),
                budget.alertsOnForecast() ? true : null,
                raised == null ? null : OverrideView.of(unit, raised),
                period.standing(budget.thresholds()).name().toLowerCase(Locale.ROOT),
                usd(unit, period.limit()),
                usd(unit, period.spent()),
                usd(unit, period.leased()),
                usd(unit, period.remaining()),
                budget.carriesOver() ? usd(unit, period.carried()) : null,
                count(unit, period.limit()),
                count(unit, period.spent()),
                count(unit, period.leased()),
                count(unit, period.remaining()),
                budget.carriesOver() ? count(unit, period.carried()) : null,
                period.key().startsAt(),
                period.endsAt(),
                budget.createdAt());
    }

    private static @Nullable String rolling(@Nullable Duration length) {
        if (length == null) {
            return null;
        }
        return length.toHours() % 24 == 0 ? length.toDays() + "d" : length.toHours() + "h";
    }

    private static @Nullable Money usd(BudgetUnit unit, long amount) {
        return unit == BudgetUnit.USD ? Money.ofNanoUsd(amount) : null;
    }

    private static @Nullable Long count(BudgetUnit unit, long amount) {
        return unit == BudgetUnit.USD ? null : amount;
    }

    /** A higher limit for a while. */
    @RegisterForReflection
    record OverrideView(
            @Nullable Money limitUsd,
            @Nullable Long limit,
            Instant until,
            @Nullable String reason) {
        private static OverrideView of(BudgetUnit unit, Budget.RaisedLimit raised) {
            return new OverrideView(
                    usd(unit, raised.amount()), count(unit, raised.amount()), raised.until(), raised.reason());
        }
    }
}
