package org.llmops.router.rpc;

import io.vertx.core.MultiMap;

/** Tells a gRPC client what it would have got over HTTP. */
public interface Replies {
    /** A piece of a streamed answer: server-sent events. */
    void piece(byte[] events, MultiMap headers);

    /** The whole answer, or the end of a streamed one. */
    void end(byte[] last, MultiMap headers);

    /** There is no answer. */
    void refused(int httpStatus, byte[] error);

    /** The answer breaks off. */
    void broken();

    /** More than the client takes is waiting. */
    boolean isFull();

    /** To be run once the client has caught up. */
    void onDrained(Runnable caughtUp);
}
