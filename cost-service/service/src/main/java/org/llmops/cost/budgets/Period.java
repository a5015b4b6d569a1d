package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.BUDGET_PERIOD_UNKNOWN;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;

/** How long a budget lasts before it is whole again. Days, weeks and months begin at midnight UTC. */
public enum Period {
    DAY {
        @Override
        Span spanOf(LocalDate day) {
            return Span.of(day, day.plusDays(1));
        }
    },
    /** From Monday, as in ISO 8601. */
    WEEK {
        @Override
        Span spanOf(LocalDate day) {
            LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            return Span.of(monday, monday.plusWeeks(1));
        }
    },
    MONTH {
        @Override
        Span spanOf(LocalDate day) {
            LocalDate first = day.withDayOfMonth(1);
            return Span.of(first, first.plusMonths(1));
        }
    },
    /** All time: it never is whole again. */
    TOTAL {
        @Override
        Span spanOf(LocalDate day) {
            return new Span(Instant.EPOCH, null);
        }
    };

    abstract Span spanOf(LocalDate day);

    /** The period that a moment falls in. */
    public Span spanAt(Instant moment) {
        return spanOf(LocalDate.ofInstant(moment, ZoneOffset.UTC));
    }

    @JsonCreator
    static Period of(String label) {
        return Arrays.stream(values())
                .filter(period -> period.label().equals(label))
                .findFirst()
                .orElseThrow(() -> BUDGET_PERIOD_UNKNOWN.at(
                        "period", "A period is one of day, week, month, total, not '" + label + "'"));
    }

    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
