package org.llmops.cost.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The theta method, by hand. */
class ThetaTest {
    /** Hyndman and Billah (2003), equation 13, with alpha 1/2, a slope of 2 and four values that smooth to 10. */
    @Test
    void halfOfTheTrendIsAddedToTheSmoothedLevel() {
        Theta theta = new Theta(new ExponentialSmoothing(.5, 0, 0, 0, 10, 0, new double[0]), 2, new double[0]);

        double[] ahead = theta.forecast(new double[] {10, 10, 10, 10}, 2);

        assertThat(ahead[0]).isEqualTo(10 + 1 * (0 + (1 - Math.pow(.5, 4)) / .5), within(1e-9));
        assertThat(ahead[1]).isEqualTo(ahead[0] + 1, within(1e-9));
    }

    /** A season of 4, 1, -5 around a level of 10: the moving average is the level itself. */
    @Test
    void aSeasonIsTheDifferenceToTheMovingAverage() {
        double[] values = {14, 11, 5, 14, 11, 5, 14, 11, 5};

        double[] season = Seasonality.additive(values, 3);

        assertThat(season[0]).isEqualTo(4, within(1e-9));
        assertThat(season[1]).isEqualTo(1, within(1e-9));
        assertThat(season[2]).isEqualTo(-5, within(1e-9));
    }
}
