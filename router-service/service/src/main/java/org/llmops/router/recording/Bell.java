package org.llmops.router.recording;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Wakes one thread, and only while it sleeps: to those who ring beside their work it is one look at a field. */
final class Bell {
    private volatile @Nullable Thread sleeper;

    void ring() {
        Thread sleeping = sleeper;
        if (sleeping != null) {
            sleeper = null;
            LockSupport.unpark(sleeping);
        }
    }

    /**
     * Sleeps until somebody rings, or for this time.
     *
     * @param work there is something to do already; it is asked once a ring can be heard, so that none is missed
     */
    void await(BooleanSupplier work, long atMostNanos) throws InterruptedException {
        sleeper = Thread.currentThread();
        if (!work.getAsBoolean()) {
            LockSupport.parkNanos(this, atMostNanos);
        }
        sleeper = null;
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }
}
