package org.llmops.router.drain;

import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the calls under way, from the first stage to their record, and waits for the last of them. */
final class CallsUnderWay {
    private static final int ENDED = Integer.MIN_VALUE;

    /** Once it is over, so much is missing to zero that no call can begin: its own number is told by the rest. */
    private final AtomicInteger count = new AtomicInteger();

    private final Phaser last = new Phaser(1);

    /** False: no more calls are taken. */
    boolean begin() {
        return count.getAndUpdate(now -> now < 0 ? now : now + 1) >= 0;
    }

    void end() {
        if (count.decrementAndGet() == ENDED) {
            last.arriveAndDeregister();
        }
    }

    /** From here on none begins. */
    void close() {
        int before = count.getAndUpdate(now -> now < 0 ? now : now + ENDED);
        if (before == 0) {
            last.arriveAndDeregister();
        }
    }

    int number() {
        int now = count.get();
        return now < 0 ? now - ENDED : now;
    }

    /** False: some are still under way. Call it after closing. */
    boolean awaitEnd(long ms) throws InterruptedException {
        try {
            last.awaitAdvanceInterruptibly(0, Math.max(0, ms), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }
}
