package org.llmops.router.health;

import java.time.Duration;

/** Settings that make tests easy to count. */
record Settings(int failuresInARow, int minCalls, double failureRate, double maxEjectedShare, int maxTargets)
        implements HealthSettings {
    static final Settings PLAIN = new Settings(3, 10, 0.5, 0.7, 100);

    @Override
    public Duration window() {
        return Duration.ofSeconds(30);
    }

    @Override
    public Duration ejectionTime() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Duration maxEjectionTime() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration latencyDecay() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration forgetAfter() {
        return Duration.ofHours(1);
    }

    @Override
    public double retryShare() {
        return 0.2;
    }

    @Override
    public int retryReserve() {
        return 2;
    }
}
