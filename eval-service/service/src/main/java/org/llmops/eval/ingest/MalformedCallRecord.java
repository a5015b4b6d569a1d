package org.llmops.eval.ingest;

/** Why a message cannot be a call record. Says nothing of its content: it ends up in logs and headers. */
final class MalformedCallRecord extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedCallRecord(String reason) {
        super(reason);
    }
}
