package org.llmops.router.buckets;

/** What has to be put right in a bucket after it gave room to a call. */
sealed interface Correction {
    Bucket bucket();

    /**
     * The call used less than it was charged.
     *
     * @param charged when it began
     * @param unused of that
     * @param chargedAtUs when that was, by the clock of the bucket
     */
    record Refund(Bucket.Rate bucket, long charged, long unused, long chargedAtUs) implements Correction {}

    /** The call used more than it was charged; the bucket may overflow, and the next calls wait. */
    record Debt(Bucket.Rate bucket, long used) implements Correction {}

    /** The call still runs: its slot stays its own. */
    record Hold(Bucket.Slots bucket, String callId) implements Correction {}

    /** The call has ended. */
    record Free(Bucket.Slots bucket, String callId) implements Correction {}
}
