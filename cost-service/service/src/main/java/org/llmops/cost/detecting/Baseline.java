package org.llmops.cost.detecting;

import java.util.Arrays;
import java.util.BitSet;
import org.hipparchus.stat.descriptive.rank.Percentile;
import org.hipparchus.stat.descriptive.rank.Percentile.EstimationType;

/**
 * What is usual for a series of amounts at each place of the week, and how far from it amounts usually are.
 *
 * <p>Amounts are compared as logarithms, so that twice is as far as half, seasons multiply and growth is a straight line.
 * Everything is a median, which half of the values would have to be wrong to mislead (Rousseeuw and Croux, Alternatives to
 * the Median Absolute Deviation, JASA 88 (1993)): of the place in the day, of the day of the week, and of the place in
 * the week, whose say grows with the number of weeks that are known. Distances are in units of the median absolute
 * deviation, which is likewise drawn from the whole series towards the place in the day.
 */
final class Baseline {
    /** Makes the median absolute deviation of normally distributed values their standard deviation. */
    private static final double NORMAL = 1.4826;

    private static final int DAYS = 7;

    /** How many weeks of one place in the week weigh as much as the day and the weekday together. */
    private static final double WEEKS_TO_BELIEVE = 2;

    /** How many days of one place in the day weigh as much as the whole series in how far amounts scatter. */
    private static final double DAYS_TO_BELIEVE = 10;

    /** Nobody's spend is as regular as this. */
    private static final double LEAST_SCATTER = 0.06;

    private static final double MOST_GROWTH_PER_DAY = 0.05;

    private final int perDay;
    private final int origin;
    private final double offset;
    private final double growthPerPlace;
    private final double[] usual;
    private final int[] weeks;
    private final double[] scatter;
    private final double[] farthest;

    private Baseline(
            int perDay,
            int origin,
            double offset,
            double growthPerPlace,
            double[] usual,
            int[] weeks,
            double[] scatter,
            double[] farthest) {
        this.perDay = perDay;
        this.origin = origin;
        this.offset = offset;
        this.growthPerPlace = growthPerPlace;
        this.usual = usual;
        this.weeks = weeks;
        this.scatter = scatter;
        this.farthest = farthest;
    }

    /**
     * @param amounts oldest first; the first one is at the first place of a week
     * @param ignored those that are known not to have been as usual
     * @param perDay places in a day
     * @param offset an amount below which differences do not matter
     */
    static Baseline of(double[] amounts, BitSet ignored, int perDay, double offset) {
        int perWeek = perDay * DAYS;
        double growth = growthPerPlace(amounts, ignored, perWeek, perDay, offset);
        double[] levels = new double[amounts.length];
        for (int at = 0; at < amounts.length; at++) {
            boolean nothing = amounts[at] <= 0;
            levels[at] = Math.log(Math.max(0, amounts[at]) + offset) - (nothing ? 0 : growth * (at - amounts.length));
        }
        Places places = new Places(levels, ignored);
        double middle = places.median(1, 0, 0);
        double[] ofDay = new double[perDay];
        double[] ofWeekday = new double[DAYS];
        for (int round = 0; round < 2; round++) {
            for (int place = 0; place < perDay; place++) {
                ofDay[place] = places.medianOfDayPlace(perDay, place, middle, ofWeekday);
            }
            for (int day = 0; day < DAYS; day++) {
                ofWeekday[day] = places.medianOfWeekday(perDay, day, middle, ofDay);
            }
        }
        double[] usual = new double[perWeek];
        int[] weeks = new int[perWeek];
        for (int place = 0; place < perWeek; place++) {
            double broad = Math.max(middle + ofDay[place % perDay] + ofWeekday[place / perDay], Math.log(offset));
            weeks[place] = places.count(perWeek, place);
            double own = weeks[place] == 0 ? broad : places.median(perWeek, place, 0);
            usual[place] = broad + (own - broad) * weeks[place] / (weeks[place] + WEEKS_TO_BELIEVE);
        }
        double[] residuals = new double[levels.length];
        for (int at = 0; at < levels.length; at++) {
            residuals[at] = levels[at] - usual[at % perWeek];
        }
        double[] scatter = new Places(residuals, ignored).scatter(perDay);
        double[] scores = new double[levels.length];
        for (int at = 0; at < levels.length; at++) {
            scores[at] = residuals[at] / scatter[at % perDay];
        }
        return new Baseline(
                perDay, amounts.length, offset, growth, usual, weeks, scatter, new Places(scores, ignored).all());
    }

    /** The amount that is usual at a place counted from the first amount. */
    double expected(int at) {
        return Math.max(0, Math.exp(level(at)) - offset);
    }

    /** The amount that is so many units of scatter away from the usual one. */
    double amountAt(int at, double score) {
        return Math.max(0, Math.exp(level(at) + score * spread(at)) - offset);
    }

    /** By how many units of scatter an amount is more than usual. */
    double score(int at, double amount) {
        return (Math.log(Math.max(0, amount) + offset) - level(at)) / spread(at);
    }

    /** What this part of the scores there have been stay below. */
    double scoreQuantile(double part) {
        return quantile(farthest, part);
    }

    private double level(int at) {
        double level = usual[at % usual.length];
        return level <= Math.log(offset) ? level : level + growthPerPlace * (at - origin);
    }

    /** Of few weeks the median is itself uncertain. */
    private double spread(int at) {
        int known = weeks[at % usual.length];
        return scatter[at % perDay] * Math.sqrt(1 + 1 / (known + WEEKS_TO_BELIEVE));
    }

    /** The median of the differences to the week before, once there are three weeks. */
    private static double growthPerPlace(double[] amounts, BitSet ignored, int perWeek, int perDay, double offset) {
        if (amounts.length < 3 * perWeek) {
            return 0;
        }
        double[] differences = new double[amounts.length];
        int count = 0;
        for (int at = perWeek; at < amounts.length; at++) {
            boolean both = amounts[at] > 0 && amounts[at - perWeek] > 0;
            if (both && !ignored.get(at) && !ignored.get(at - perWeek)) {
                differences[count++] = Math.log(amounts[at] + offset) - Math.log(amounts[at - perWeek] + offset);
            }
        }
        if (count < perWeek) {
            return 0;
        }
        double perDayGrowth = quantile(Arrays.copyOf(differences, count), 0.5) / DAYS;
        return Math.clamp(perDayGrowth, -MOST_GROWTH_PER_DAY, MOST_GROWTH_PER_DAY) / perDay;
    }

    private static double quantile(double[] values, double part) {
        if (values.length == 0) {
            return 0;
        }
        return new Percentile(Math.clamp(part * 100, 1e-9, 100))
                .withEstimationType(EstimationType.R_7)
                .evaluate(values);
    }

    /** Values by their places, without those that are ignored. */
    private record Places(double[] values, BitSet ignored) {
        double median(int every, int first, double minus) {
            double[] found = new double[values.length / every + 1];
            int count = 0;
            for (int at = first; at < values.length; at += every) {
                if (!ignored.get(at)) {
                    found[count++] = values[at] - minus;
                }
            }
            return quantile(Arrays.copyOf(found, count), 0.5);
        }

        int count(int every, int first) {
            int count = 0;
            for (int at = first; at < values.length; at += every) {
                count += ignored.get(at) ? 0 : 1;
            }
            return count;
        }

        double medianOfDayPlace(int perDay, int place, double middle, double[] ofWeekday) {
            double[] found = new double[values.length / perDay + 1];
            int count = 0;
            for (int at = place; at < values.length; at += perDay) {
                if (!ignored.get(at)) {
                    found[count++] = values[at] - middle - ofWeekday[at / perDay % DAYS];
                }
            }
            return quantile(Arrays.copyOf(found, count), 0.5);
        }

        double medianOfWeekday(int perDay, int day, double middle, double[] ofDay) {
            double[] found = new double[values.length];
            int count = 0;
            for (int at = 0; at < values.length; at++) {
                if (at / perDay % DAYS == day && !ignored.get(at)) {
                    found[count++] = values[at] - middle - ofDay[at % perDay];
                }
            }
            return quantile(Arrays.copyOf(found, count), 0.5);
        }

        /** For each place in the day. */
        double[] scatter(int perDay) {
            double[] sizes = Arrays.stream(values).map(Math::abs).toArray();
            Places absolute = new Places(sizes, ignored);
            double whole = Math.max(absolute.typical(1, 0), LEAST_SCATTER);
            double[] scatter = new double[perDay];
            for (int place = 0; place < perDay; place++) {
                double own = absolute.typical(perDay, place);
                int days = count(perDay, place);
                scatter[place] =
                        Math.sqrt((days * own * own + DAYS_TO_BELIEVE * whole * whole) / (days + DAYS_TO_BELIEVE));
            }
            return scatter;
        }

        /** Where most hours are alike, such as empty, the median says nothing of the others, and the mean does. */
        double typical(int every, int first) {
            return Math.max(NORMAL * median(every, first, 0), mean(every, first));
        }

        double mean(int every, int first) {
            double sum = 0;
            int count = 0;
            for (int at = first; at < values.length; at += every) {
                if (!ignored.get(at)) {
                    sum += values[at];
                    count++;
                }
            }
            return count == 0 ? 0 : sum / count;
        }

        double[] all() {
            double[] found = new double[values.length];
            int count = 0;
            for (int at = 0; at < values.length; at++) {
                if (!ignored.get(at)) {
                    found[count++] = values[at];
                }
            }
            return Arrays.copyOf(found, count);
        }
    }
}
