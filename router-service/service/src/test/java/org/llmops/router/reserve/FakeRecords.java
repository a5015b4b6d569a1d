package org.llmops.router.reserve;

import org.llmops.router.recording.CallRecords;
import org.llmops.router.v1.CallRecord;

/** Records that reach Kafka at once, unless it is away: then they wait for it. */
final class FakeRecords implements CallRecords {
    private long published;
    private long delivered;
    private boolean away;

    /** As publishing does for the number of records. */
    synchronized void published() {
        published++;
        arrive();
    }

    synchronized void away(boolean now) {
        away = now;
        arrive();
    }

    private void arrive() {
        if (!away) {
            delivered = published;
        }
    }

    @Override
    public void publish(CallRecord call) {
        published();
    }

    @Override
    public boolean accepting() {
        return true;
    }

    @Override
    public synchronized long mark() {
        return published;
    }

    @Override
    public synchronized boolean delivered(long mark) {
        return delivered >= mark;
    }
}
