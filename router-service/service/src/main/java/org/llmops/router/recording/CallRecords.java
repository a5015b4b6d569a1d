package org.llmops.router.recording;

import org.llmops.router.v1.CallRecord;

/** Takes what is known of ended calls, and sees to it that consumers learn of each. */
public interface CallRecords {
    /**
     * Returns at once and never throws: call it once per call, from any thread. What it returned from outlives the process,
     * unless the disk has no room at that moment.
     */
    void publish(CallRecord call);

    /**
     * Whether records of further calls can be kept. While it says no, new calls are refused: what cannot be recorded is
     * not answered. Records of calls that are under way are still taken.
     */
    boolean accepting();

    /** A place behind everything that was published before. */
    long mark();

    /** Whether the broker has all that was published before that mark was made; what is lost is not waited for. */
    boolean delivered(long mark);
}
