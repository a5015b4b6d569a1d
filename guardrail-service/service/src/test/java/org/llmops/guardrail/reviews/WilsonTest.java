package org.llmops.guardrail.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The interval against published values and its own laws, and what is concluded from it. */
class WilsonTest {
    @Test
    void agreesWithPublishedIntervals() {
        // Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), table
        // I, method 3.
        assertThat(Wilson.of(81, 263).low()).isCloseTo(0.2553, within(0.0001));
        assertThat(Wilson.of(81, 263).high()).isCloseTo(0.3662, within(0.0001));
        assertThat(Wilson.of(15, 148).low()).isCloseTo(0.0624, within(0.0001));
        assertThat(Wilson.of(15, 148).high()).isCloseTo(0.1605, within(0.0001));
        assertThat(Wilson.of(0, 20).high()).isCloseTo(0.1611, within(0.0001));
        assertThat(Wilson.of(1, 29).low()).isCloseTo(0.0061, within(0.0001));
        assertThat(Wilson.of(1, 29).high()).isCloseTo(0.1718, within(0.0001));
    }

    @Test
    void alwaysHoldsTheShareAndNeverLeavesZeroToOne() {
        for (int cases = 1; cases <= 60; cases++) {
            for (int hits = 0; hits <= cases; hits++) {
                Wilson interval = Wilson.of(hits, cases);
                double share = (double) hits / cases;
                assertThat(interval.low()).isBetween(0.0, share);
                assertThat(interval.high()).isBetween(share, 1.0);
            }
        }
        assertThat(Wilson.of(0, 0)).isEqualTo(new Wilson(0, 1));
        assertThatThrownBy(() -> Wilson.of(2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRuleIsCondemnedOnlyWithEnoughLabelsAndBeyondDoubt() {
        PrecisionFloor floor = new PrecisionFloor(0.8, 10, "alice", Instant.EPOCH);

        assertThat(floor.condemns(labelled(0, 9))).isFalse();
        assertThat(floor.condemns(labelled(0, 10))).isTrue();
        assertThat(floor.condemns(labelled(7, 3))).isFalse();
        assertThat(floor.condemns(labelled(60, 40))).isTrue();
    }

    private static RulePrecision labelled(long right, long wrong) {
        return RulePrecision.of(new RulePrecision.Counted("p", 1, "r", right, wrong, 0, false));
    }
}
