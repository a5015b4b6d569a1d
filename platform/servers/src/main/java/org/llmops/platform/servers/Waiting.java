package org.llmops.platform.servers;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for something that another process does, and that can only be seen by looking again. */
public final class Waiting {
    private static final long PAUSE_NANOS = Duration.ofMillis(50).toNanos();

    private Waiting() {}

    /** Returns whether the condition came true in time; an interrupt ends the wait. */
    public static boolean until(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
