package org.llmops.cost.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.llmops.cost.SyntheticSpend;
import org.llmops.cost.SyntheticSpend.Shape;
import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.rollups.SpendPoint;
import org.llmops.platform.money.Money;

/** What is ahead follows from what was, and a budget's end from both. */
class OutlookTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    @Test
    void aWeekThatRepeatsGoesOnForSure() {
        Prospect prospect = prospect(hour -> hour % 168 < 120 ? 2 : 0, 8 * 168, Duration.ofDays(14));

        assertThat(prospect.expected(prospect.until())).isEqualTo(480, within(.5));
        assertThat(prospect.quantile(prospect.until(), .9)).isEqualTo(480, within(1.));
        assertThat(prospect.quantile(prospect.until(), .1)).isEqualTo(480, within(1.));
    }

    @Test
    void withinADayTheUsualHoursCount() {
        Prospect prospect = prospect(hour -> hour % 24 < 12 ? 2 : 0, 8 * 168, Duration.ofDays(3));
        Instant noon = prospect.asOf().plus(Duration.ofHours(36));

        assertThat(prospect.expected(noon)).isEqualTo(48, within(.1));
        assertThat(prospect.expected(noon.minus(Duration.ofHours(6)))).isEqualTo(36, within(.1));
        assertThat(prospect.expected(noon.plus(Duration.ofHours(9)))).isEqualTo(48, within(.1));
    }

    @Test
    void whatIsNearIsForecastByHours() {
        Prospect prospect = prospect(hour -> hour % 24, 10 * 24, Duration.ofHours(5));

        assertThat(prospect.pace()).isEqualTo(Pace.HOURS);
        assertThat(prospect.moments()).hasSize(5);
        assertThat(prospect.expected(prospect.until())).isEqualTo(10, within(.1));
    }

    @Test
    void aBudgetIsUsedUpWhenItsMoneyIs() {
        Prospect prospect = prospect(hour -> 1, 8 * 168, Duration.ofDays(20));
        BurnDown lasts = new BurnDown(prospect, 481);
        BurnDown ends = new BurnDown(prospect, 240);

        assertThat(lasts.expected()).isNull();
        assertThat(lasts.probabilityToExceed()).isLessThan(.1);
        assertThat(ends.expected()).isEqualTo(prospect.asOf().plus(Duration.ofDays(10)));
        assertThat(ends.probabilityToExceed()).isGreaterThan(.99);
        assertThat(new BurnDown(prospect, -1).expected()).isEqualTo(prospect.asOf());
    }

    @Test
    void earlyIsBeforeLateAndLikelyIsBetween() {
        double[] hours = SyntheticSpend.hours(Shape.OFFICE, 12, 5);
        Prospect prospect = prospect(hour -> hours[hour], hours.length, Duration.ofDays(25));
        BurnDown burnDown =
                new BurnDown(prospect, prospect.expected(prospect.asOf().plus(Duration.ofDays(15))));

        assertThat(burnDown.at(.9)).isBefore(burnDown.expected());
        assertThat(burnDown.expected()).isBefore(burnDown.at(.1));
        assertThat(burnDown.probabilityToExceed()).isGreaterThan(.9);
        BurnDown even = new BurnDown(prospect, prospect.expected(prospect.until()));
        assertThat(even.probabilityToExceed()).isEqualTo(.5, within(.01));
    }

    @Test
    void nothingSpentIsNothingAhead() {
        Prospect prospect = prospect(hour -> hour == 0 ? 1e-9 : 0, 8 * 168, Duration.ofDays(20));

        assertThat(prospect.expected(prospect.until())).isEqualTo(0, within(1e-6));
        assertThat(prospect.probabilityOfMore(1)).isLessThan(.01);
    }

    private static Prospect prospect(IntToDoubleFunction usd, int hours, Duration ahead) {
        List<SpendPoint> points = new ArrayList<>();
        for (int hour = 0; hour < hours; hour++) {
            Money cost = Money.ofNanoUsd(Math.round(usd.applyAsDouble(hour) * 1e9));
            points.add(new SpendPoint(START.plus(Duration.ofHours(hour)), cost, 1, 0, 0));
        }
        Instant asOf = START.plus(Duration.ofHours(hours));
        return Prospect.of(BudgetUnit.USD, points, asOf, asOf.plus(ahead));
    }
}
