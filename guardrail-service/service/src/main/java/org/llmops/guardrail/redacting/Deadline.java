package org.llmops.guardrail.redacting;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment by which an answer has to be given; what is not done then is left undone, and said to be. */
public final class Deadline {
    /** For who has all the time in the world. */
    public static final Deadline NEVER = new Deadline(() -> 0, Long.MAX_VALUE);

    private final LongSupplier nanoTime;
    private final long atNanos;

    private Deadline(LongSupplier nanoTime, long atNanos) {
        this.nanoTime = nanoTime;
        this.atNanos = atNanos;
    }

    public static Deadline in(Duration time) {
        return in(time, System::nanoTime);
    }

    static Deadline in(Duration time, LongSupplier nanoTime) {
        return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
    }

    /** The earlier of both. */
    public Deadline orSooner(Deadline other) {
        return other.left().compareTo(left()) < 0 ? other : this;
    }

    public boolean isOver() {
        return left().isZero();
    }

    /** Never negative. */
    public Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - nanoTime.getAsLong()));
    }
}
