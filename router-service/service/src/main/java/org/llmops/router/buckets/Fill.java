package org.llmops.router.buckets;

import java.util.Arrays;

/**
 * How full a bucket is: what was used raises its level, and time lowers it evenly. This is GCRA (ITU-T I.371, annex A) told
 * in units instead of in time, so that a limit may change under a bucket that is in use. The same stands in
 * {@code fill.lua}, operation by operation: both decide alike, to the last bit of a double.
 */
final class Fill {
    private static final int STRETCHES = 8;
    private static final double SHORTEST_STRETCH_US = 8_000_000;
    private static final double MEMORY_US = 60_000_000;

    private double level;
    private double at;
    private double unitUs;
    /** The lowest level of each of the last stretches of time, the newest first. */
    private final double[] low;
    /** When the newest stretch began. */
    private double since;

    Fill(double now) {
        at = now;
        since = now;
        low = new double[STRETCHES];
    }

    private Fill(Fill other) {
        level = other.level;
        at = other.at;
        unitUs = other.unitUs;
        since = other.since;
        low = other.low.clone();
    }

    Fill copy() {
        return new Fill(this);
    }

    Fill advance(Bucket.Rate bucket, double now) {
        level = Math.max(0, level - Math.max(0, now - at) * bucket.amount() / bucket.windowUs());
        at = Math.max(at, now);
        unitUs = (double) bucket.windowUs() / bucket.amount();
        low[0] = Math.min(low[0], level);
        if (now - since >= stretch(bucket)) {
            System.arraycopy(low, 0, low, 1, STRETCHES - 1);
            low[0] = level;
            since = now;
        }
        return this;
    }

    private static double stretch(Bucket.Rate bucket) {
        return Math.max(SHORTEST_STRETCH_US, (double) bucket.windowUs() / 64);
    }

    long waitUs(Bucket.Rate bucket, double cost) {
        if (cost > bucket.amount()) {
            return Level.NEVER;
        }
        double over = level + cost - bucket.amount();
        return over > 0 ? (long) Math.ceil(over * bucket.windowUs() / bucket.amount()) : 0;
    }

    void add(double used) {
        level += used;
    }

    /**
     * Takes back what a call was charged and did not use, as far as it surely is still there: the level never was lower
     * since then, or as much of the charge itself cannot have come back by time alone. More than that would be given back
     * twice, and a burst could pass that is larger than the bucket.
     *
     * @param charged when the call began
     * @param chargedAt when that was
     */
    void refund(Bucket.Rate bucket, double charged, double unused, double chargedAt, double now) {
        int last = chargedAt < since ? (int) Math.min(STRETCHES, Math.ceil((since - chargedAt) / stretch(bucket))) : 0;
        double sure = last == STRETCHES ? 0 : low[0];
        for (int i = 1; i <= last && i < STRETCHES; i++) {
            sure = Math.min(sure, low[i]);
        }
        sure = Math.max(sure, charged - Math.max(0, now - chargedAt) * bucket.amount() / bucket.windowUs());
        double back = Math.min(Math.min(unused, sure), level);
        level -= back;
        for (int i = 0; i <= last && i < STRETCHES; i++) {
            low[i] = Math.max(0, low[i] - back);
        }
    }

    /** Learns how full the bucket was when Redis was last asked. */
    void learn(Bucket.Rate bucket, double known, double now) {
        level = known;
        at = now;
        unitUs = (double) bucket.windowUs() / bucket.amount();
        since = now;
        Arrays.fill(low, 0);
    }

    long remaining(Bucket.Rate bucket) {
        return Math.max((long) Math.floor(bucket.amount() - level + 0.000001), 0);
    }

    long resetUs(Bucket.Rate bucket) {
        return (long) Math.ceil(level * bucket.windowUs() / bucket.amount());
    }

    /** Nothing would be lost by forgetting it. */
    boolean isIdle(double now) {
        return now - at >= Math.max(MEMORY_US, level * unitUs);
    }
}
