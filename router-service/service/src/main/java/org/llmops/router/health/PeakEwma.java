package org.llmops.router.health;

/**
 * An average that jumps up with a slow answer and comes down with time: a moving average weighted exponentially by age,
 * sensitive to peaks, as in Finagle's balancer of that name. Not thread-safe.
 */
final class PeakEwma {
    private final double decayNanos;
    private double value;
    private long atNanos;

    PeakEwma(long decayNanos) {
        this.decayNanos = Math.max(1, decayNanos);
    }

    void observe(long valueNanos, long nowNanos) {
        double weight = weight(nowNanos);
        value = valueNanos > value * weight ? valueNanos : value * weight + valueNanos * (1 - weight);
        atNanos = nowNanos;
    }

    /** What is not heard of for long sinks to 0, so that it is tried again. */
    double at(long nowNanos) {
        return value * weight(nowNanos);
    }

    private double weight(long nowNanos) {
        return Math.exp(-Math.max(0, nowNanos - atNanos) / decayNanos);
    }
}
