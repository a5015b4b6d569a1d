package org.llmops.cost.forecast;

/** What a season adds to the level, at each of its places. */
final class Seasonality {
    private Seasonality() {}

    /**
     * The mean difference to the centred moving average, place by place; the places add up to zero. The classical
     * decomposition of Hyndman and Athanasopoulos, Forecasting: Principles and Practice, section 3.4.
     *
     * @param length of a season; there are at least two of them in the values
     */
    static double[] additive(double[] values, int length) {
        double[] sums = new double[length];
        int[] counts = new int[length];
        int half = length / 2;
        for (int at = half; at + half < values.length; at++) {
            sums[at % length] += values[at] - movingAverage(values, at, length);
            counts[at % length]++;
        }
        double[] season = new double[length];
        double mean = 0;
        for (int place = 0; place < length; place++) {
            season[place] = counts[place] == 0 ? 0 : sums[place] / counts[place];
            mean += season[place] / length;
        }
        for (int place = 0; place < length; place++) {
            season[place] -= mean;
        }
        return season;
    }

    /** Over one season; of an even length, the two ends count half each. */
    private static double movingAverage(double[] values, int at, int length) {
        int half = length / 2;
        double sum = 0;
        for (int offset = -half; offset <= half; offset++) {
            boolean end = length % 2 == 0 && Math.abs(offset) == half;
            sum += values[at + offset] * (end ? 0.5 : 1);
        }
        return sum / length;
    }
}
