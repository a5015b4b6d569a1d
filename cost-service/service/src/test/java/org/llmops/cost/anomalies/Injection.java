package org.llmops.cost.anomalies;

import java.util.SplittableRandom;
import org.llmops.cost.SyntheticSpend;

/** Something that goes wrong in a series of hours, from a known hour on. */
enum Injection {
    /** Three to eight times as much, for one to three hours. */
    SPIKE,
    /** 1.8 to 2.5 times as much from now on. */
    LEVEL_SHIFT,
    /** 8 % more each day, for two weeks. */
    RAMP,
    /** A fifth of the usual or less, for 12 to 36 hours. */
    DROP,
    /** The dearer half of the calls costs twice to three times as much from now on. */
    PRICE_CHANGE,
    /** An agent that calls itself: as much as a busy hour, doubling for some hours, then stopped. */
    RUNAWAY_LOOP;

    /**
     * Changes the hours.
     *
     * @return the first hour after it
     */
    int into(double[] hours, int start, SplittableRandom random) {
        double busy = busyHour(hours, start);
        int length = switch (this) {
            case SPIKE -> 1 + random.nextInt(3);
            case LEVEL_SHIFT, PRICE_CHANGE, RAMP -> hours.length - start;
            case DROP -> 12 + random.nextInt(25);
            case RUNAWAY_LOOP -> 4 + random.nextInt(5);
        };
        double size = random.nextDouble();
        int end = Math.min(hours.length, start + length);
        for (int hour = start; hour < end; hour++) {
            double days = (hour - start) / 24.0;
            hours[hour] = switch (this) {
                case SPIKE -> hours[hour] + busy * (2 + 5 * size);
                case LEVEL_SHIFT -> hours[hour] * (1.8 + .7 * size);
                case RAMP -> hours[hour] * Math.pow(1.08, Math.min(14, days));
                case DROP -> hours[hour] * .2 * size;
                case PRICE_CHANGE -> hours[hour] * (1 + .5 * (1 + size));
                case RUNAWAY_LOOP -> hours[hour] + busy * Math.pow(2, Math.min(5, hour - start));
            };
        }
        return end;
    }

    /** A drop of nothing is none, and nobody notices it at night: it begins in the busiest hour of a day. */
    int startIn(double[] hours, int week, SplittableRandom random) {
        int day = week * SyntheticSpend.WEEK + 24 * random.nextInt(5);
        if (this != DROP) {
            return day + random.nextInt(24);
        }
        int busiest = day;
        for (int hour = day; hour < day + 24; hour++) {
            busiest = hours[hour] > hours[busiest] ? hour : busiest;
        }
        return busiest;
    }

    private static double busyHour(double[] hours, int start) {
        double most = 0;
        for (int hour = start - SyntheticSpend.WEEK; hour < start; hour++) {
            most = Math.max(most, hours[hour]);
        }
        return most;
    }
}
