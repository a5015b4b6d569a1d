package org.llmops.router.health;

import java.util.Arrays;

/** Counts answers and failures of the last while, in slots that are reused. Not thread-safe. */
final class FailureRate {
    private static final int SLOTS = 10;

    private final long slotNanos;
    private final int[] calls = new int[SLOTS];
    private final int[] failures = new int[SLOTS];
    private long latestSlot;

    FailureRate(long windowNanos) {
        this.slotNanos = Math.max(1, windowNanos / SLOTS);
    }

    void count(boolean failed, long nowNanos) {
        advance(nowNanos);
        int slot = slot(latestSlot);
        calls[slot]++;
        failures[slot] += failed ? 1 : 0;
    }

    int calls(long nowNanos) {
        advance(nowNanos);
        return Arrays.stream(calls).sum();
    }

    int failures(long nowNanos) {
        advance(nowNanos);
        return Arrays.stream(failures).sum();
    }

    void clear() {
        Arrays.fill(calls, 0);
        Arrays.fill(failures, 0);
    }

    private void advance(long nowNanos) {
        long now = Math.floorDiv(nowNanos, slotNanos);
        if (now - latestSlot >= SLOTS) {
            clear();
            latestSlot = now;
        }
        while (latestSlot < now) {
            latestSlot++;
            calls[slot(latestSlot)] = 0;
            failures[slot(latestSlot)] = 0;
        }
    }

    private static int slot(long number) {
        return Math.floorMod(number, SLOTS);
    }
}
