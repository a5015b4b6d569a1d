package org.llmops.cost.forecast;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.BudgetState;
import org.llmops.cost.budgets.BudgetUnit;

/**
 * Whether a budget will last. Amounts are decimal strings in its unit.
 *
 * @param until the end of its period; of a budget that never ends 90 days from now, and of a rolling one its length from now
 * @param spent in this period so far; nothing for a rolling budget, of which the next length is forecast
 * @param remaining what is not spent, leased or not
 * @param totalAtEnd what will be spent by the end of its period
 * @param probabilityToExceed that this is more than the limit
 * @param exhausted when it is used up
 * @param burnDown what will be left of it up to each hour or day; below 0 for what is beyond the limit
 * @param forecast what is ahead, and how it was found
 */
@RegisterForReflection
record BudgetForecastView(
        UUID budgetId,
        String name,
        String limit,
        String spent,
        String remaining,
        Instant periodStart,
        Instant until,
        ForecastView.@Nullable Interval totalAtEnd,
        @Nullable BigDecimal probabilityToExceed,
        @Nullable Exhausted exhausted,
        @Nullable List<Left> burnDown,
        ForecastView forecast) {
    static BudgetForecastView of(BudgetState budget, BudgetOutlook outlook, BigDecimal coverage) {
        BudgetUnit unit = budget.unit();
        Prospect prospect = outlook.history().prospect();
        BurnDown burnDown = outlook.burnDown();
        double tail = (1 - coverage.doubleValue()) / 2;
        return new BudgetForecastView(
                budget.id(),
                budget.name(),
                Measure.text(unit, budget.limit()),
                Measure.text(unit, outlook.spent()),
                Measure.text(unit, Math.max(0, budget.limit() - outlook.spent())),
                budget.span().startsAt(),
                outlook.history().until(),
                prospect == null ? null : total(outlook, prospect, tail),
                burnDown == null ? null : rounded(burnDown.probabilityToExceed()),
                burnDown == null ? null : new Exhausted(burnDown.expected(), burnDown.at(1 - tail), burnDown.at(tail)),
                burnDown == null || prospect == null
                        ? null
                        : prospect.moments().stream()
                                .map(at -> new Left(at, left(unit, burnDown, at, tail)))
                                .toList(),
                ForecastView.of(Scopes.of(budget.scope()), outlook.history(), coverage));
    }

    /** No less than is spent already. */
    private static ForecastView.Interval total(BudgetOutlook outlook, Prospect prospect, double tail) {
        Instant end = prospect.until();
        return new ForecastView.Interval(
                totalText(outlook, prospect, prospect.expected(end)),
                totalText(outlook, prospect, prospect.quantile(end, tail)),
                totalText(outlook, prospect, prospect.quantile(end, 1 - tail)));
    }

    private static String totalText(BudgetOutlook outlook, Prospect prospect, double ahead) {
        BudgetUnit unit = prospect.unit();
        long total = outlook.spentAsOf() + Measure.amount(unit, ahead);
        return Measure.text(unit, Math.max(outlook.spent(), total));
    }

    private static ForecastView.Interval left(BudgetUnit unit, BurnDown burnDown, Instant at, double tail) {
        Prospect prospect = burnDown.prospect();
        return new ForecastView.Interval(
                left(unit, burnDown, prospect.expected(at)),
                left(unit, burnDown, prospect.quantile(at, 1 - tail)),
                left(unit, burnDown, prospect.quantile(at, tail)));
    }

    private static String left(BudgetUnit unit, BurnDown burnDown, double taken) {
        return Measure.text(unit, Measure.amount(unit, burnDown.remaining() - taken));
    }

    private static BigDecimal rounded(double number) {
        return BigDecimal.valueOf(number).setScale(3, RoundingMode.HALF_EVEN);
    }

    /**
     * When a budget is used up; an absent moment is beyond what is forecast.
     *
     * @param earliest only the upper end of the interval takes so much so soon
     * @param latest the lower end does
     */
    @RegisterForReflection
    record Exhausted(
            @Nullable Instant expected,
            @Nullable Instant earliest,
            @Nullable Instant latest) {}

    /** What will be left at a moment. */
    @RegisterForReflection
    record Left(Instant at, @JsonUnwrapped ForecastView.Interval left) {}
}
