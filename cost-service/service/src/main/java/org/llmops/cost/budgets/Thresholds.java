package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.THRESHOLDS_INVALID;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parts of a budget at which somebody is told.
 *
 * @param percents ascending, from 1 to 100
 */
public record Thresholds(List<Integer> percents) {
    private static final int MOST = 10;
    private static final int WHOLE = 100;

    /** Where nobody says otherwise. */
    public static final Thresholds USUAL = new Thresholds(List.of(50, 80, WHOLE));

    public Thresholds {
        if (percents.size() > MOST || percents.stream().anyMatch(percent -> percent < 1 || percent > WHOLE)) {
            throw THRESHOLDS_INVALID.at("thresholds", "Name at most 10 percentages from 1 to 100");
        }
        percents = percents.stream().distinct().sorted().toList();
    }

    static Thresholds parse(String text) {
        return new Thresholds(
                text.isEmpty()
                        ? List.of()
                        : Arrays.stream(text.split(",", -1))
                                .map(Integer::valueOf)
                                .toList());
    }

    /** The highest that is reached; 0 when none is. */
    int reached(long spent, long limit) {
        int highest = 0;
        for (int percent : percents) {
            if (spent >= part(limit, percent)) {
                highest = percent;
            }
        }
        return highest;
    }

    /** Whether the last warning before the end is due. */
    boolean isLow(long spent, long limit) {
        return percents.stream()
                .filter(percent -> percent < WHOLE)
                .reduce((lower, higher) -> higher)
                .map(last -> spent >= part(limit, last))
                .orElse(false);
    }

    /** Rounded up, without a product that would not fit. */
    private static long part(long limit, int percent) {
        return limit / WHOLE * percent + (limit % WHOLE * percent + WHOLE - 1) / WHOLE;
    }

    @Override
    public String toString() {
        return percents.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
