package org.llmops.router.buckets;

/**
 * What one call takes from one bucket.
 *
 * @param cost how much; 1 slot, where the bucket has slots
 * @param estimated the cost is a guess: what was really used is told when the call has ended
 * @param shared without Redis the call is refused; otherwise this instance counts alone
 */
public record Draw(Bucket bucket, long cost, boolean estimated, boolean shared) {
    public Draw {
        if (cost < 1 || (bucket instanceof Bucket.Slots && cost > 1)) {
            throw new IllegalArgumentException("A call takes at least 1, and no more than 1 slot");
        }
    }
}
