package org.llmops.cost.leasing;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.llmops.cost.alerts.Severity;
import org.llmops.cost.alerts.Signal;
import org.llmops.cost.alerts.SignalKind;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;

/** What is worth telling of a budget. */
final class BudgetSignals {
    private static final int WHOLE = 100;

    private BudgetSignals() {}

    /** That a threshold is reached, once in a period. */
    static Optional<Signal> reached(Budget budget, BudgetPeriod period, Instant now) {
        int percent = period.tellReached(budget.thresholds());
        return percent == 0
                ? Optional.empty()
                : Optional.of(signal(
                        budget,
                        period,
                        SignalKind.BUDGET_THRESHOLD,
                        String.valueOf(percent),
                        percent == WHOLE ? Severity.CRITICAL : Severity.WARNING,
                        "%d %% of the budget '%s' are spent".formatted(percent, budget.name()),
                        now));
    }

    /** That a call was refused, or made beyond the limit. */
    static Signal exhausted(Budget budget, BudgetPeriod period, Instant now) {
        return signal(
                budget,
                period,
                SignalKind.BUDGET_EXHAUSTED,
                "exhausted",
                Severity.CRITICAL,
                "The budget '%s' has less left than a call may take".formatted(budget.name()),
                now);
    }

    private static Signal signal(
            Budget budget,
            BudgetPeriod period,
            SignalKind kind,
            String what,
            Severity severity,
            String title,
            Instant now) {
        Map<String, Object> facts = new HashMap<>(budget.scope().named());
        facts.put("budget_id", budget.id().toString());
        facts.put("budget", budget.name());
        facts.put("unit", budget.unit().label());
        facts.put("limit", budget.unit().text(period.limit()));
        facts.put("spent", budget.unit().text(period.spent()));
        facts.put("period_start", period.key().startsAt().toString());
        if (kind == SignalKind.BUDGET_THRESHOLD) {
            facts.put("percent", Integer.valueOf(what));
        }
        return new Signal(
                budget.workspace(),
                kind,
                budget.id() + "/" + period.key().startsAt() + "/" + what,
                severity,
                title,
                facts,
                now);
    }
}
