package org.llmops.router.reserve;

/**
 * How much of a budget is worth asking for at a time: enough for some seconds of what is going on. Whoever has to ask
 * again soon asks for more, and whoever did not for less. Guarded by the lock of its purse.
 */
final class Demand {
    private static final long SOON_NANOS = 5_000_000_000L;
    private static final long LATE_NANOS = 30_000_000_000L;
    private static final int GROWTH = 4;
    /** Of what one call sets aside: slices that hold a single call make every call ask. */
    private static final int CALLS = 8;

    private static final long LARGEST = 1L << 58;

    private final long least;
    private long size;
    private boolean asked;
    private long lastAsked;

    /** @param least what is asked for while little is going on */
    Demand(long least) {
        this.least = least;
        this.size = least;
    }

    /**
     * What to ask for now.
     *
     * @param bound what one call sets aside
     * @param waiting what all calls that wait would set aside
     */
    long next(long bound, long waiting, long now) {
        if (asked && now - lastAsked < SOON_NANOS) {
            size = Math.min(size * GROWTH, LARGEST);
        } else if (asked && now - lastAsked > LATE_NANOS) {
            size = Math.max(size / 2, least);
        }
        asked = true;
        lastAsked = now;
        size = Math.max(size, Math.min(Math.max(bound * CALLS, 2 * waiting), LARGEST));
        return size;
    }
}
