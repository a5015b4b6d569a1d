package org.llmops.router.telemetry;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.llmops.router.exchange.Client;

/** A client that has sent headers and never hears anything. */
record QuietClient(MultiMap headers) implements Client {
    QuietClient(Map<String, String> headers) {
        this(MultiMap.caseInsensitiveMultiMap().addAll(headers));
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
    public void status(int httpStatus) {}

    @Override
    public int status() {
        return 200;
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
