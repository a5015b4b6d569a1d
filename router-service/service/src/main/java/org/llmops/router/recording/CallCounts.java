package org.llmops.router.recording;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what became of records. At every moment at rest:
 * answered + waiting at the start = recorded + lost + waiting in memory + waiting on disk.
 */
final class CallCounts {
    private final LongAdder answered = new LongAdder();
    private final LongAdder recorded = new LongAdder();
    private final LongAdder lost = new LongAdder();

    void answeredOne() {
        answered.increment();
    }

    void recordedOne() {
        recorded.increment();
    }

    void lostOne() {
        lost.increment();
    }

    /** Calls whose record was handed over. */
    long answered() {
        return answered.sum();
    }

    /** Records the broker keeps. */
    long recorded() {
        return recorded.sum();
    }

    /** Records that no consumer will see; each is in the log as an error, with its call id. */
    long lost() {
        return lost.sum();
    }
}
