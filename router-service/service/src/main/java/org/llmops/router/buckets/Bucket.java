package org.llmops.router.buckets;

/** Where the use of one limit is counted. */
public sealed interface Bucket {
    /** Its name in Redis; the workspace stands in braces, so that all buckets of a call lie in one cluster slot. */
    String key();

    /** How much fits. */
    long amount();

    /**
     * Fills with what is used and empties evenly: all of it may be used at once, and comes back over the window.
     *
     * @param windowUs from full to empty; microseconds
     */
    record Rate(String key, long amount, long windowUs) implements Bucket {
        public Rate {
            if (amount < 1 || windowUs < 1) {
                throw new IllegalArgumentException("A bucket holds at least 1 and empties in at least 1 µs");
            }
        }
    }

    /** Is taken by calls while they run: each holds one slot by a lease, which ends by itself unless it is renewed. */
    record Slots(String key, long amount) implements Bucket {
        public Slots {
            if (amount < 1) {
                throw new IllegalArgumentException("There is at least 1 slot");
            }
        }
    }
}
