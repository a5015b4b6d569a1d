package org.llmops.router.recording;

import java.util.concurrent.CompletableFuture;

/** Where consumers read call records. */
interface CallTopic extends AutoCloseable {
    /**
     * Sends one record. May block for a bounded time while the broker is away; fails when it makes sense to try again.
     *
     * @param record a serialised CallRecord
     */
    CompletableFuture<Delivery> send(byte[] record);

    @Override
    void close();

    /** What became of a record. */
    enum Delivery {
        /** The broker keeps it. */
        RECORDED,
        /** The broker will never take it. */
        REFUSED
    }
}
