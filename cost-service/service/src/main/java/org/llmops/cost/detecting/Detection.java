package org.llmops.cost.detecting;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares the spend of one scope to its own past. Amounts are USD. */
final class Detection {
    /** Every series has its own rare hours: those it has had before are no news, nor those little beyond them. */
    private static final double RARE = 0.9995;

    private static final double BEYOND_RARE = 1.15;

    /** However rare hours have been, at this many times the usual score they are told. */
    private static final double MOST_PATIENCE = 4;

    /** A part of the mean, below which differences of logarithms say nothing. */
    private static final double SMALL_SHARE = 0.1;

    private final Grain grain;
    private final Sensitivity sensitivity;
    private final @Nullable Baseline baseline;
    private final int days;

    private Detection(Grain grain, Sensitivity sensitivity, @Nullable Baseline baseline, int days) {
        this.grain = grain;
        this.sensitivity = sensitivity;
        this.baseline = baseline;
        this.days = days;
    }

    /**
     * Learns what is usual.
     *
     * @param amounts oldest first, one for each hour or day; the first one is at the first place of a week
     * @param ignored those that were found unusual, and not called expected by anybody
     */
    static Detection of(Grain grain, double[] amounts, BitSet ignored, Sensitivity sensitivity) {
        int first = firstSpend(amounts);
        int days = (amounts.length - first) / grain.perDay();
        if (days < grain.leastDays()) {
            return new Detection(grain, sensitivity, null, days);
        }
        BitSet unknown = (BitSet) ignored.clone();
        unknown.set(0, first);
        double mean = Arrays.stream(amounts).sum() / Math.max(1, amounts.length - first);
        double offset = Math.max(sensitivity.leastUsd(grain) / 2, mean * SMALL_SHARE);
        return new Detection(grain, sensitivity, Baseline.of(amounts, unknown, grain.perDay(), offset), days);
    }

    /** False: there is not enough history to call anything unusual. */
    boolean ready() {
        return baseline != null;
    }

    /** Days since the scope spent anything first. */
    int days() {
        return days;
    }

    /** What is usual at a place, or the amount itself as long as nobody knows. */
    double expected(int at, double amount) {
        return baseline == null ? amount : baseline.expected(at);
    }

    /**
     * Looks at an amount.
     *
     * @param at its place, counted from the first amount that was learned from
     * @param whole false while its time is not over: it can only grow, so that it is too much or not known yet
     */
    Optional<Unusual> look(int at, double amount, boolean whole) {
        Baseline usual = baseline;
        if (usual == null) {
            return Optional.empty();
        }
        double expected = usual.expected(at);
        double difference = amount - expected;
        double least = Math.max(sensitivity.leastUsd(grain), sensitivity.leastShare() * expected);
        Direction direction = difference > 0 ? Direction.UP : Direction.DOWN;
        if (Math.abs(difference) < least || direction == Direction.DOWN && !whole) {
            return Optional.empty();
        }
        double limit = limit(usual, direction);
        double score = usual.score(at, amount);
        if (Math.abs(score) < limit) {
            return Optional.empty();
        }
        return Optional.of(new Unusual(
                direction,
                amount,
                expected,
                usual.amountAt(at, -limit(usual, Direction.DOWN)),
                usual.amountAt(at, limit(usual, Direction.UP)),
                score));
    }

    private double limit(Baseline usual, Direction direction) {
        double rare = direction == Direction.UP ? usual.scoreQuantile(RARE) : -usual.scoreQuantile(1 - RARE);
        return Math.clamp(rare * BEYOND_RARE, sensitivity.score(), sensitivity.score() * MOST_PATIENCE);
    }

    private static int firstSpend(double[] amounts) {
        for (int at = 0; at < amounts.length; at++) {
            if (amounts[at] > 0) {
                return at;
            }
        }
        return amounts.length;
    }
}
