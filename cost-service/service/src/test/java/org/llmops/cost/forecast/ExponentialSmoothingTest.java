package org.llmops.cost.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Smoothing finds the parameters that textbooks print. Oil production of Saudi Arabia in million tonnes, 1996 to 2013, and
 * passengers of Australian airlines in millions, 1990 to 1993: Hyndman and Athanasopoulos, Forecasting: Principles and
 * Practice, 2nd edition, examples of sections 7.1 and 7.2.
 */
class ExponentialSmoothingTest {
    private static final double[] OIL = {
        445.36, 453.20, 454.41, 422.38, 456.04, 440.39, 425.19, 486.21, 500.43, 521.28, 508.95, 488.89, 509.87, 456.72,
        473.82, 525.95, 549.83, 542.34
    };
    private static final double[] AIR = {17.55, 21.86, 23.89, 26.93};

    @Test
    void simpleSmoothingIsAsPublished() {
        ExponentialSmoothing found = ExponentialSmoothing.simple(OIL);

        assertThat(found.alpha()).isEqualTo(.8339, within(.002));
        assertThat(found.level()).isEqualTo(446.59, within(.3));
        assertThat(found.forecast(OIL, 5)).hasSize(5).containsOnly(found.forecast(OIL, 1)[0]);
        assertThat(found.forecast(OIL, 1)[0]).isEqualTo(542.68, within(.05));
    }

    /** The trend there is not damped, and follows a ten-thousandth of the level. */
    @Test
    void aTrendGoesOnAsPublished() {
        ExponentialSmoothing published = new ExponentialSmoothing(.8321, .0001, 0, 1, 15.57, 2.102, new double[0]);

        assertThat(published.forecast(new double[0], 1)[0]).isEqualTo(17.67, within(.01));
        assertThat(published.forecast(Arrays.copyOf(AIR, 1), 1)[0]).isEqualTo(19.68, within(.01));
    }

    @Test
    void aTrendThatIsDampedDiesAway() {
        double[] ahead = new ExponentialSmoothing(.5, 0, 0, .5, 10, 8, new double[0]).forecast(new double[0], 3);

        assertThat(ahead).containsExactly(14, 16, 17);
    }

    @Test
    void aSeasonIsFoundAndGoesOn() {
        double[] values = new double[56];
        double[] week = {10, 12, 14, 13, 11, 3, 2};
        for (int at = 0; at < values.length; at++) {
            values[at] = 100 + week[at % 7];
        }

        double[] ahead = ExponentialSmoothing.seasonal(values, 7).forecast(values, 14);

        for (int step = 0; step < ahead.length; step++) {
            assertThat(ahead[step]).isEqualTo(100 + week[step % 7], within(.01));
        }
    }

    @Test
    void nothingStaysNothing() {
        assertThat(ExponentialSmoothing.seasonal(new double[30], 7).forecast(new double[30], 3))
                .containsExactly(0, 0, 0);
        assertThat(ExponentialSmoothing.dampedTrend(new double[30]).forecast(new double[30], 3))
                .containsExactly(0, 0, 0);
    }
}
