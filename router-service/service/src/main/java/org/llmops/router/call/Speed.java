package org.llmops.router.call;

import java.util.Arrays;
import java.util.function.LongSupplier;

/** How fast a stream comes, over the last while in which it was read: a client that reads slowly stops the clock. */
final class Speed {
    private static final int SLOTS = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanos;
    private final double leastBytes;
    private final long slotNanos;
    private final long[] bytes = new long[SLOTS];
    private long latestSlot;
    private long readNanos;
    private long sinceNanos;
    private boolean reading;

    Speed(int minBytesPerSecond, long windowNanos, LongSupplier nanos) {
        this.nanos = nanos;
        this.slotNanos = Math.max(1, windowNanos / SLOTS);
        this.leastBytes = minBytesPerSecond * (slotNanos * SLOTS / NANOS_PER_SECOND);
    }

    void resume() {
        if (!reading) {
            reading = true;
            sinceNanos = nanos.getAsLong();
        }
    }

    void pause() {
        advance();
        reading = false;
    }

    void received(int count) {
        advance();
        bytes[(int) (latestSlot % SLOTS)] += count;
    }

    /** Only once a whole window was read: what is slow to begin has timers of its own. */
    boolean isTooSlow() {
        advance();
        return latestSlot >= SLOTS && Arrays.stream(bytes).sum() < leastBytes;
    }

    private void advance() {
        if (reading) {
            long now = nanos.getAsLong();
            readNanos += now - sinceNanos;
            sinceNanos = now;
        }
        long slot = readNanos / slotNanos;
        if (slot - latestSlot >= SLOTS) {
            Arrays.fill(bytes, 0);
            latestSlot = slot;
        }
        while (latestSlot < slot) {
            latestSlot++;
            bytes[(int) (latestSlot % SLOTS)] = 0;
        }
    }
}
