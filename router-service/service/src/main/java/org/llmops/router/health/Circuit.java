package org.llmops.router.health;

import java.time.Duration;

/**
 * Decides whether a target is asked. Failing too often it is ejected, for longer each time; then one call at a time finds
 * out whether it has recovered. Not thread-safe.
 */
final class Circuit {
    /** What the target may be asked. */
    enum State {
        /** Everything. */
        CLOSED,
        /** Nothing, until its time is over. */
        EJECTED,
        /** One call at a time. */
        HALF_OPEN
    }

    private static final int MOST_DOUBLINGS = 20;

    private final HealthSettings settings;
    private final FailureRate rate;
    private State state = State.CLOSED;
    private int failuresInARow;
    private int ejections;
    private long ejectedUntilNanos;
    private long closedAtNanos;
    private boolean probing;

    Circuit(HealthSettings settings) {
        this.settings = settings;
        this.rate = new FailureRate(settings.window().toNanos());
    }

    /** Whether to ask it now, without asking. */
    boolean admits(long nowNanos) {
        return switch (state(nowNanos)) {
            case CLOSED -> true;
            case EJECTED -> false;
            case HALF_OPEN -> !probing;
        };
    }

    /** It is asked; true: as a probe, whose end decides. */
    boolean begin(long nowNanos) {
        boolean probe = state(nowNanos) == State.HALF_OPEN && !probing;
        probing |= probe;
        return probe;
    }

    /** It was asked; true: this ejects it. */
    boolean end(boolean probe, Outcome outcome, long nowNanos) {
        probing &= !probe;
        return switch (outcome) {
            case UNKNOWN -> false;
            case ANSWERED -> {
                answered(probe, nowNanos);
                yield false;
            }
            case FAILED -> failed(probe, nowNanos);
        };
    }

    private void answered(boolean probe, long nowNanos) {
        failuresInARow = 0;
        if (probe) {
            state = State.CLOSED;
            closedAtNanos = nowNanos;
            rate.clear();
        } else if (state == State.CLOSED
                && ejections > 0
                && nowNanos - closedAtNanos > settings.maxEjectionTime().toNanos()) {
            // It has been well for long: what once was does not make its next ejection longer.
            ejections = 0;
        }
        rate.count(false, nowNanos);
    }

    private boolean failed(boolean probe, long nowNanos) {
        failuresInARow++;
        rate.count(true, nowNanos);
        // A late failure of a call from before the ejection says nothing new.
        boolean ejects = probe || state(nowNanos) == State.CLOSED && isTooMuch(nowNanos);
        if (ejects) {
            eject(nowNanos);
        }
        return ejects;
    }

    private boolean isTooMuch(long nowNanos) {
        int calls = rate.calls(nowNanos);
        return failuresInARow >= settings.failuresInARow()
                || calls >= settings.minCalls() && rate.failures(nowNanos) >= settings.failureRate() * calls;
    }

    private void eject(long nowNanos) {
        long doubled = settings.ejectionTime().toNanos() << Math.min(ejections, MOST_DOUBLINGS);
        long most = settings.maxEjectionTime().toNanos();
        ejectedUntilNanos = nowNanos + (doubled <= 0 ? most : Math.min(doubled, most));
        ejections++;
        state = State.EJECTED;
    }

    State state(long nowNanos) {
        if (state == State.EJECTED && nowNanos - ejectedUntilNanos >= 0) {
            state = State.HALF_OPEN;
        }
        return state;
    }

    Duration ejectedFor(long nowNanos) {
        return state(nowNanos) == State.EJECTED ? Duration.ofNanos(ejectedUntilNanos - nowNanos) : Duration.ZERO;
    }

    int ejections() {
        return ejections;
    }

    int failuresInARow() {
        return failuresInARow;
    }

    int recentCalls(long nowNanos) {
        return rate.calls(nowNanos);
    }

    int recentFailures(long nowNanos) {
        return rate.failures(nowNanos);
    }
}
