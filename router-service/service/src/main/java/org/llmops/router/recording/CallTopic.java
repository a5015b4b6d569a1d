package org.llmops.router.recording;

/** Where consumers read call records. */
interface CallTopic extends AutoCloseable {
    /**
     * Sends one record. May block for a bounded time while the broker is away.
     *
     * @param record a serialised CallRecord
     * @param receipt is told once what became of it, by any thread
     */
    void send(byte[] record, Receipt receipt);

    @Override
    void close();

    /** Takes word of a record. */
    interface Receipt {
        /** The broker keeps it. */
        void recorded();

        /** The broker will never take it. */
        void refused();

        /** It makes sense to try again. */
        void failed(String why);
    }
}
