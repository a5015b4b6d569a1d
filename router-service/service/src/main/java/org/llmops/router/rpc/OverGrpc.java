package org.llmops.router.rpc;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.llmops.platform.identity.Caller;
import org.llmops.router.exchange.BoundedBody;
import org.llmops.router.exchange.Client;

/** A client that calls over gRPC. Of what HTTP would say in headers, only what its messages have room for is told. */
public final class OverGrpc implements Client {
    private static final int OK = 200;

    private final Caller caller;
    private final Buffer request;
    private final Replies replies;
    private final MultiMap told = MultiMap.caseInsensitiveMultiMap();
    private int status = OK;
    private boolean begun;
    private boolean over;

    /**
     * @param request in the format of the call
     */
    public OverGrpc(Caller caller, byte[] request, Replies replies) {
        this.caller = caller;
        this.request = Buffer.buffer(request);
        this.replies = replies;
    }

    @Override
    public Optional<Caller> known() {
        return Optional.of(caller);
    }

    @Override
    public MultiMap headers() {
        return MultiMap.caseInsensitiveMultiMap();
    }

    @Override
    public Future<Buffer> body(long maxBytes) {
        return request.length() > maxBytes
                ? Future.failedFuture(new BoundedBody.TooLarge(maxBytes))
                : Future.succeededFuture(request);
    }

    @Override
    public void accompany(BaseAuthenticationRequest authentication) {}

    @Override
    public void closeAfterwards() {}

    @Override
    public void header(String name, String value) {
        told.set(name, value);
    }

    @Override
    public void trailer(String name, String value) {
        told.set(name, value);
    }

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
        return begun;
    }

    @Override
    public boolean isOver() {
        return over;
    }

    @Override
    public void write(Buffer piece) {
        begun = true;
        replies.piece(piece.getBytes(), told);
    }

    @Override
    public boolean isFull() {
        return replies.isFull();
    }

    @Override
    public void onDrained(Runnable caughtUp) {
        replies.onDrained(caughtUp);
    }

    @Override
    public void end(Buffer last) {
        begun = true;
        over = true;
        if (status == OK) {
            replies.end(last.getBytes(), told);
        } else {
            replies.refused(status, last.getBytes());
        }
    }

    @Override
    public void reset() {
        over = true;
        replies.broken();
    }
}
