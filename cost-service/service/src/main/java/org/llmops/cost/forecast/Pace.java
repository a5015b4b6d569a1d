package org.llmops.cost.forecast;

import java.time.Duration;

/** In what steps a forecast goes, and how much it has to know for that. */
enum Pace {
    /** For the next two days. */
    HOURS(Duration.ofHours(1), Duration.ofDays(42), Duration.ofDays(4)),
    /** For what is farther: blocks of 24 hours that end with the last whole hour. */
    DAYS(Duration.ofDays(1), Duration.ofDays(182), Duration.ofDays(21));

    private static final Duration NEAR = Duration.ofHours(48);
    private static final int HOURS_OF_DAY = 24;
    private static final int HOURS_OF_WEEK = 168;
    private static final int DAYS_OF_WEEK = 7;

    /** A season is made use of when it was seen so often, and once more for the backtest. */
    private static final int SEASONS = 3;

    private final Duration step;
    private final Duration learnt;
    private final Duration least;

    Pace(Duration step, Duration learnt, Duration least) {
        this.step = step;
        this.learnt = learnt;
        this.least = least;
    }

    static Pace of(Duration ahead) {
        return ahead.compareTo(NEAR) <= 0 ? HOURS : DAYS;
    }

    Duration step() {
        return step;
    }

    /** How far back it looks. */
    Duration learnt() {
        return learnt;
    }

    /** With less history there is no forecast. */
    Duration least() {
        return least;
    }

    int hours() {
        return (int) step.toHours();
    }

    /** Steps of a season. */
    int season(int values) {
        if (this == DAYS) {
            return DAYS_OF_WEEK;
        }
        return values >= SEASONS * HOURS_OF_WEEK ? HOURS_OF_WEEK : HOURS_OF_DAY;
    }
}
