package org.llmops.router.health;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything this instance knows of one target. Calls of several event loops come together here, each for a moment. */
final class WatchedTarget {
    private final Circuit circuit;
    private final PeakEwma latency;
    private final RetryBudget retries;
    private int inFlight;
    private long limitedUntilNanos;
    private long usedAtNanos;
    private boolean limited;

    WatchedTarget(HealthSettings settings, long nowNanos) {
        this.circuit = new Circuit(settings);
        this.latency = new PeakEwma(settings.latencyDecay().toNanos());
        this.retries = new RetryBudget(settings.retryShare(), settings.retryReserve());
        this.usedAtNanos = nowNanos;
    }

    synchronized boolean begin(boolean retry, long nowNanos) {
        usedAtNanos = nowNanos;
        inFlight++;
        if (!retry) {
            retries.earn();
        }
        return circuit.begin(nowNanos);
    }

    synchronized void responded(long latencyNanos, long nowNanos) {
        latency.observe(latencyNanos, nowNanos);
    }

    synchronized boolean end(boolean probe, Outcome outcome, long nowNanos) {
        usedAtNanos = nowNanos;
        inFlight--;
        return circuit.end(probe, outcome, nowNanos);
    }

    synchronized void limited(Duration wait, long nowNanos) {
        limited = true;
        limitedUntilNanos = nowNanos + wait.toNanos();
    }

    synchronized boolean spendRetry() {
        return retries.spend();
    }

    synchronized boolean admits(long nowNanos) {
        return circuit.admits(nowNanos);
    }

    synchronized boolean available(long nowNanos) {
        return circuit.admits(nowNanos) && !isLimited(nowNanos);
    }

    private boolean isLimited(long nowNanos) {
        limited &= nowNanos - limitedUntilNanos < 0;
        return limited;
    }

    synchronized boolean isEjected(long nowNanos) {
        return circuit.state(nowNanos) == Circuit.State.EJECTED;
    }

    synchronized double latencyNanos(long nowNanos) {
        return latency.at(nowNanos);
    }

    synchronized int inFlight() {
        return inFlight;
    }

    synchronized boolean isIdleSince(long nanos) {
        return inFlight == 0 && usedAtNanos - nanos < 0;
    }

    synchronized TargetReport report(String target, long nowNanos) {
        return new TargetReport(
                target,
                circuit.state(nowNanos).name().toLowerCase(Locale.ROOT),
                ms(circuit.ejectedFor(nowNanos)),
                isLimited(nowNanos) ? ms(Duration.ofNanos(limitedUntilNanos - nowNanos)) : null,
                circuit.ejections(),
                circuit.failuresInARow(),
                circuit.recentCalls(nowNanos),
                circuit.recentFailures(nowNanos),
                Math.round(latency.at(nowNanos) / 1_000) / 1_000.0,
                inFlight);
    }

    private static @Nullable Long ms(Duration duration) {
        return duration.isZero() ? null : duration.toMillis();
    }
}
