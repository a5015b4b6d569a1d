package org.llmops.router.exchange;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.llmops.platform.identity.Caller;

/** The client's end of a call, however it is connected. Everything happens on the call's event loop. */
public interface Client {
    /** Who calls, where the connection has found that out already. */
    default Optional<Caller> known() {
        return Optional.empty();
    }

    /** The request's headers. */
    MultiMap headers();

    /** The request's body; fails with {@link BoundedBody.TooLarge}, or because the client broke off. */
    Future<Buffer> body(long maxBytes);

    /** Adds what an identity provider wants to know of the connection. */
    void accompany(BaseAuthenticationRequest request);

    /** The connection is of no more use after this answer. */
    void closeAfterwards();

    /** Adds to the head of the answer, until that is written. */
    void header(String name, String value);

    /** Adds to what follows the answer. */
    void trailer(String name, String value);

    /** The answer's HTTP status, or what it would be in HTTP. */
    void status(int httpStatus);

    /** The answer's HTTP status so far. */
    int status();

    /** The head of the answer is written: nothing but the answer can follow. */
    boolean isBegun();

    /** The answer is complete. */
    boolean isOver();

    /** Writes a piece of a streamed answer. */
    void write(Buffer piece);

    /** More than the client reads is waiting to be written. */
    boolean isFull();

    /** To be run once the client has caught up. */
    void onDrained(Runnable caughtUp);

    /** Writes the whole answer, or the last piece of it. */
    void end(Buffer last);

    /** Breaks the answer off, so that nobody takes it for complete. */
    void reset();
}
