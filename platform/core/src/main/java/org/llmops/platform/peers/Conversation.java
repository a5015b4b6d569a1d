package org.llmops.platform.peers;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpcio.client.GrpcIoClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Messages to a peer and from it, for as long as both want to talk. To be used on the context that it was begun on, where
 * everything is heard, too.
 */
public final class Conversation<Q, A> {
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ContextInternal context;
    private final @Nullable WorkspaceId workspace;
    private final Handler<A> heard;
    private final Promise<Void> end;
    /** What was said before there was a connection. */
    private final Queue<Q> unsent = new ArrayDeque<>();

    private @Nullable GrpcClientRequest<Q, A> request;
    private boolean finished;

    Conversation(ContextInternal context, @Nullable WorkspaceId workspace, Handler<A> heard) {
        this.context = context;
        this.workspace = workspace;
        this.heard = heard;
        this.end = context.promise();
    }

    void begin(Line line, GrpcIoClient client, MethodDescriptor<Q, A> method) {
        line.begin(context, client, method).onSuccess(this::connected).onFailure(end::tryFail);
    }

    private void connected(GrpcClientRequest<Q, A> connection) {
        if (end.future().isComplete()) {
            connection.cancel();
            return;
        }
        request = connection;
        if (workspace != null) {
            connection.headers().set(Line.WORKSPACE, workspace.value());
        }
        connection.exceptionHandler(broken -> fail(Line.BROKEN, broken));
        connection.response().onComplete(this::answers);
        unsent.forEach(connection::write);
        unsent.clear();
        if (finished) {
            connection.end();
        }
    }

    private void answers(AsyncResult<GrpcClientResponse<Q, A>> told) {
        if (told.failed()) {
            fail(Line.BROKEN, told.cause());
            return;
        }
        GrpcClientResponse<Q, A> response = told.result();
        response.handler(heard);
        response.errorHandler(error -> fail(Status.fromCodeValue(error.status.code), null));
        response.end().onComplete(ended -> {
            if (ended.succeeded()) {
                end.tryComplete();
            } else {
                fail(Line.status(response), ended.cause());
            }
        });
    }

    /** Says something. What is said when it is over is not heard. */
    public void say(Q message) {
        if (isOver()) {
            return;
        }
        if (request == null) {
            unsent.add(message);
        } else {
            request.write(message);
        }
    }

    /** Nothing more will be said, though something was; answers may still come. */
    public void finish() {
        if (finished || isOver()) {
            return;
        }
        finished = true;
        if (request != null) {
            request.end();
        }
    }

    /**
     * Nothing more is wanted. The peer hears that this side has said all, and only if it goes on regardless is it cut off:
     * a reset that crosses its last words makes its HTTP/2 server close the connection under everybody else's feet.
     */
    public void breakOff() {
        if (isOver()) {
            return;
        }
        GrpcClientRequest<Q, A> begun = request;
        if (begun != null) {
            finish();
            long timer = context.setTimer(GRACE.toMillis(), passed -> begun.cancel());
            begun.response()
                    .compose(GrpcClientResponse::end)
                    .onComplete(ended -> context.owner().cancelTimer(timer));
        }
        fail(Status.CANCELLED, null);
    }

    public boolean isOver() {
        return end.future().isComplete();
    }

    /** When nothing more will be heard; fails with a {@link io.grpc.StatusRuntimeException} unless the peer had said all. */
    public Future<Void> end() {
        return end.future();
    }

    private void fail(Status status, @Nullable Throwable cause) {
        end.tryFail(status.withCause(cause).asRuntimeException());
    }
}
