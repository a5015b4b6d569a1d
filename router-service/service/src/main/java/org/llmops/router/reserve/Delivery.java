package org.llmops.router.reserve;

import java.util.concurrent.atomic.AtomicLong;
import org.llmops.router.recording.CallRecords;

/**
 * How much of what was published Kafka has. Calls add to one number and remember nothing else: it is enough to look from
 * time to time how much was published by then, and later whether all of that has arrived.
 */
final class Delivery {
    private final AtomicLong published = new AtomicLong();

    // One thread at a time looks.
    private long upTo;
    private long mark;
    private long delivered;

    void published(long amount) {
        published.addAndGet(amount);
    }

    /** True when something that was on its way the last time still is. */
    boolean look(CallRecords records) {
        boolean wasOnItsWay = delivered != upTo;
        arrive(records);
        if (delivered == upTo) {
            upTo = published.get();
            mark = records.mark();
            arrive(records);
            return false;
        }
        return wasOnItsWay;
    }

    private void arrive(CallRecords records) {
        if (delivered != upTo && records.delivered(mark)) {
            delivered = upTo;
        }
    }

    /** As far as the last look told. */
    long delivered() {
        return delivered;
    }
}
