package org.llmops.cost.budgets;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.windows.Span;

/**
 * A period of a budget, whether it has a row or not.
 *
 * @param budget absent where only the key is known, of a period that has a row
 */
public record PeriodOf(
        BudgetPeriod.Key key, Span span, @Nullable Budget budget) {
    /** The budget's period that a moment falls in. */
    public static PeriodOf at(Budget budget, Instant moment) {
        Span span = budget.window().spanAt(moment);
        return new PeriodOf(
                new BudgetPeriod.Key(budget.workspace().value(), budget.id(), span.startsAt()), span, budget);
    }

    /** A period that is known to have a row; when it ends is of no interest. */
    public static PeriodOf known(BudgetPeriod.Key key) {
        return new PeriodOf(key, new Span(key.startsAt(), null), null);
    }

    /** The period that this one gets what is left of; absent when it gets nothing. */
    @Nullable
    PeriodOf before() {
        if (budget == null || !budget.carriesOver()) {
            return null;
        }
        return span.startsAt().isAfter(budget.createdAt())
                ? at(budget, span.startsAt().minusNanos(1))
                : null;
    }

    UUID budgetId() {
        return key.budgetId();
    }

    @Nullable
    Duration bucket() {
        return budget == null ? null : budget.window().bucket();
    }

    Map<String, Object> columns() {
        Map<String, Object> columns = new HashMap<>();
        columns.put("workspace", key.workspace());
        columns.put("budget_id", key.budgetId().toString());
        columns.put("starts_at", span.startsAt().toString());
        if (span.endsAt() != null) {
            columns.put("ends_at", span.endsAt().toString());
        }
        Duration step = bucket();
        if (step != null) {
            columns.put("step", step.toSeconds());
        }
        return columns;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PeriodOf that && key.equals(that.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key);
    }
}
