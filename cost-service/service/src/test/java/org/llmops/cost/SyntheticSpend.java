package org.llmops.cost;

import java.util.SplittableRandom;

/**
 * Hours of spend, in USD, as workspaces have been seen to spend: the first hour is a Monday's first. The same seed gives
 * the same hours.
 */
public final class SyntheticSpend {
    /** Hours of a week. */
    public static final int WEEK = 168;

    /** What a workspace is like. */
    public enum Shape {
        /** People at work: busy by day, less at weekends. */
        OFFICE,
        /** The same, 5 % more each week. */
        GROWING,
        /** Nothing at weekends nor at night. */
        WEEKDAYS_ONLY,
        /** A call now and then. */
        SPARSE,
        /** Customers all over the world, some of them with bursts of an hour. */
        BURSTS,
        /** A job at two in the morning that costs more than the whole day, and little else. */
        NIGHTLY_JOB
    }

    private static final double[] DAY = {
        .15, .1, .08, .08, .1, .15, .3, .55, .9, 1.2, 1.4, 1.4, 1.2, 1.3, 1.4, 1.35, 1.25, 1.05, .8, .6, .5, .4, .3, .2
    };
    private static final double[] DAY_OF_WEEK = {1, 1.08, 1.1, 1.05, .95, .45, .4};

    private SyntheticSpend() {}

    /** The hours of some weeks. */
    public static double[] hours(Shape shape, int weeks, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + shape.ordinal());
        double perHour = shape == Shape.SPARSE ? .4 : 60 + random.nextDouble() * 400;
        double usdPerCall = .01 + random.nextDouble() * .04;
        double[] hours = new double[weeks * WEEK];
        double mood = 0;
        for (int hour = 0; hour < hours.length; hour++) {
            if (hour % 24 == 0) {
                mood = .6 * mood + .07 * gaussian(random);
            }
            double calls = poisson(random, perHour * profile(shape, hour) * Math.exp(mood));
            double tokens = Math.exp(.15 * gaussian(random));
            hours[hour] = calls * usdPerCall * tokens * (shape == Shape.SPARSE ? 40 : 1);
            if (shape == Shape.BURSTS && random.nextDouble() < .012) {
                hours[hour] *= 1 + Math.min(6, Math.pow(1 - random.nextDouble(), -1 / 1.5));
            }
        }
        return hours;
    }

    private static double profile(Shape shape, int hour) {
        int ofDay = hour % 24;
        int day = hour / 24 % 7;
        return switch (shape) {
            case OFFICE -> DAY[ofDay] * DAY_OF_WEEK[day];
            case GROWING -> DAY[ofDay] * DAY_OF_WEEK[day] * Math.pow(1.05, hour / (double) WEEK);
            case WEEKDAYS_ONLY -> day < 5 && ofDay >= 7 && ofDay < 20 ? DAY[ofDay] : 0;
            case SPARSE -> 1;
            case BURSTS -> .7 + .3 * DAY[ofDay];
            case NIGHTLY_JOB -> ofDay == 2 ? 12 : .2 * DAY[ofDay];
        };
    }

    /** Knuth's for few, and the normal approximation for many. */
    private static double poisson(SplittableRandom random, double mean) {
        if (mean > 30) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * gaussian(random)));
        }
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** Box and Muller's: the same on every platform. */
    public static double gaussian(SplittableRandom random) {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
                * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
