package org.llmops.cost.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.cost.SyntheticSpend;

/** Intervals are as wide as misses were, wider where little is known, and hold as often as they should. */
class MissesTest {
    @Test
    void ofManyMissesQuantilesAreOrderStatistics() {
        Misses misses = Misses.of(column(IntStream.rangeClosed(1, 999).toArray()), 100_000, 1);

        assertThat(misses.quantile(1, .9)).isEqualTo(800, within(1.));
        assertThat(misses.quantile(1, .1)).isEqualTo(-800, within(1.));
        assertThat(misses.quantile(1, .5)).isZero();
    }

    @Test
    void aProbabilityIsTheQuantileTurnedRound() {
        Misses misses = Misses.of(column(IntStream.rangeClosed(1, 99).toArray()), 99, 1);

        for (double p = .05; p < 1; p += .05) {
            assertThat(misses.probabilityOfMore(1, misses.quantile(1, p))).isEqualTo(1 - p, within(.02));
        }
    }

    @Test
    void whatWasTriedLittleIsLessSure() {
        double[][] same = column(IntStream.rangeClosed(1, 40).toArray());

        assertThat(Misses.of(same, 40, 1).quantile(1, .9))
                .isLessThan(Misses.of(same, 3, 1).quantile(1, .9));
    }

    @Test
    void moreStepsThanWereTriedAreLessSure() {
        double[][] two = IntStream.range(0, 20)
                .mapToObj(at -> new double[] {at, 1.5 * at})
                .toArray(double[][]::new);
        Misses misses = Misses.of(two, 40, 8);

        assertThat(misses.longest()).isEqualTo(2);
        assertThat(misses.quantile(8, .9)).isGreaterThan(2 * misses.quantile(2, .9));
        assertThat(misses.quantile(1.5, .9)).isBetween(misses.quantile(1, .9), misses.quantile(2, .9));
        assertThat(misses.quantile(.25, .9)).isEqualTo(misses.quantile(1, .9) / 2, within(1e-9));
    }

    @Test
    void intervalsHoldAsOftenAsTheyShould() {
        SplittableRandom random = new SplittableRandom(9);
        int held = 0;
        for (int round = 0; round < 2_000; round++) {
            double[][] known = IntStream.range(0, 60)
                    .mapToObj(at -> new double[] {SyntheticSpend.gaussian(random)})
                    .toArray(double[][]::new);
            held += Math.abs(SyntheticSpend.gaussian(random))
                            <= Misses.of(known, 60, 1).quantile(1, .9)
                    ? 1
                    : 0;
        }

        assertThat(held / 2_000.).isBetween(.78, .84);
    }

    private static double[][] column(int[] sizes) {
        return Arrays.stream(sizes).mapToObj(size -> new double[] {size}).toArray(double[][]::new);
    }
}
