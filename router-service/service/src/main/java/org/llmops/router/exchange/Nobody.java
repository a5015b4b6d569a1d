package org.llmops.router.exchange;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** The client's end of a call that the router makes by itself: nobody is there, and what is told is forgotten. */
public final class Nobody implements Client {
    private final MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    private int status = 200;

    @Override
    public MultiMap headers() {
        return headers;
    }

    @Override
    public Future<Buffer> body(long maxBytes) {
        return Future.succeededFuture(Buffer.buffer());
    }

    @Override
    public void accompany(BaseAuthenticationRequest request) {}

    @Override
    public void closeAfterwards() {}

    @Override
    public void header(String name, String value) {}

    @Override
    public void trailer(String name, String value) {}

    @Override
    public void status(int httpStatus) {
        status = httpStatus;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean isBegun() {
        return false;
    }

    @Override
    public boolean isOver() {
        return false;
    }

    @Override
    public void write(Buffer piece) {}

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void onDrained(Runnable caughtUp) {}

    @Override
    public void end(Buffer last) {}

    @Override
    public void reset() {}
}
