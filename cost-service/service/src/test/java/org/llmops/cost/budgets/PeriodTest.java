package org.llmops.cost.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.cost.CostProblem;
import org.llmops.platform.problem.Problem;

/** Periods begin and end at midnight UTC. */
class PeriodTest {
    @ParameterizedTest
    @CsvSource({
        "day,   2026-02-28T23:59:59.999999Z, 2026-02-28T00:00:00Z, 2026-03-01T00:00:00Z",
        "day,   2026-03-01T00:00:00Z,        2026-03-01T00:00:00Z, 2026-03-02T00:00:00Z",
        "week,  2026-03-01T12:00:00Z,        2026-02-23T00:00:00Z, 2026-03-02T00:00:00Z",
        "week,  2026-03-02T00:00:00Z,        2026-03-02T00:00:00Z, 2026-03-09T00:00:00Z",
        "month, 2028-02-29T12:00:00Z,        2028-02-01T00:00:00Z, 2028-03-01T00:00:00Z",
        "month, 2026-12-31T23:59:59Z,        2026-12-01T00:00:00Z, 2027-01-01T00:00:00Z",
        "total, 2026-12-31T23:59:59Z,        1970-01-01T00:00:00Z,"
    })
    void aMomentFallsIntoOnePeriod(String period, Instant moment, Instant startsAt, Instant endsAt) {
        assertThat(Period.of(period).spanAt(moment)).isEqualTo(new Span(startsAt, endsAt));
    }

    @ParameterizedTest
    @ValueSource(strings = {"year", "DAY", ""})
    void anUnknownPeriodIsNamed(String label) {
        assertThatThrownBy(() -> Period.of(label)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(CostProblem.BUDGET_PERIOD_UNKNOWN);
            assertThat(problem.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("period"));
        });
    }
}
