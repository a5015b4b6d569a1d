package org.llmops.router.buckets;

/**
 * How a bucket stands after a call asked for room.
 *
 * @param remaining how much would fit right now
 * @param waitUs until what was asked for would fit, if nobody else takes it; 0: there was room; {@link #NEVER}: it is more
 *     than the bucket holds. Microseconds
 * @param resetUs until the bucket is empty, if nothing more is taken; 0 for slots. Microseconds
 */
public record Level(long remaining, long waitUs, long resetUs) {
    /** No waiting helps. */
    public static final long NEVER = -1;

    /** What was asked for did fit. */
    public boolean hadRoom() {
        return waitUs == 0;
    }
}
