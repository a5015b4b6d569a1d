package org.llmops.platform.peers;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpcio.client.GrpcIoClient;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** One question to a peer, until it is answered or its time is over. Everything here happens on the context of who asks. */
final class Question<Q, A> {
    private final ContextInternal context;
    private final WorkspaceId workspace;
    private final Q question;
    private final Promise<A> answer;
    private @Nullable GrpcClientRequest<Q, A> sent;

    Question(ContextInternal context, WorkspaceId workspace, Q question) {
        this.context = context;
        this.workspace = workspace;
        this.question = question;
        this.answer = context.promise();
    }

    Future<A> answer() {
        return answer.future();
    }

    void ask(
            GrpcIoClient client,
            SocketAddress address,
            MethodDescriptor<Q, A> method,
            ServiceToken token,
            Duration deadline) {
        long timer = context.owner().setTimer(deadline.toMillis(), passed -> giveUp(deadline));
        answer.future().onComplete(done -> context.owner().cancelTimer(timer));
        Optional<String> authorization = token.atHand();
        if (authorization.isPresent()) {
            send(client, address, method, authorization.get());
            return;
        }
        token.authorization()
                .subscribe()
                .with(
                        fetched -> context.runOnContext(here -> send(client, address, method, fetched)),
                        failure -> fail(
                                Status.UNAVAILABLE.withDescription("Keycloak gave no token for this service"),
                                failure));
    }

    @SuppressWarnings("deprecation") // only Vert.x 5 has the successor
    private void send(GrpcIoClient client, SocketAddress address, MethodDescriptor<Q, A> method, String authorization) {
        if (answer.future().isComplete()) {
            return;
        }
        client.request(address, method).onComplete(connected -> {
            if (connected.failed()) {
                fail(Status.UNAVAILABLE.withDescription("No connection"), connected.cause());
            } else {
                send(connected.result(), authorization);
            }
        });
    }

    private void send(GrpcClientRequest<Q, A> request, String authorization) {
        if (answer.future().isComplete()) {
            request.cancel();
            return;
        }
        sent = request;
        request.headers().set("authorization", authorization).set("x-workspace", workspace.value());
        request.response().onComplete(this::heard);
        request.end(question);
    }

    private void heard(AsyncResult<GrpcClientResponse<Q, A>> told) {
        if (told.failed()) {
            fail(Status.UNAVAILABLE.withDescription("The connection broke off"), told.cause());
            return;
        }
        GrpcClientResponse<Q, A> response = told.result();
        response.errorHandler(error -> fail(Status.fromCodeValue(error.status.code), null));
        response.last().onComplete(last -> {
            if (last.succeeded()) {
                answer.tryComplete(last.result());
            } else {
                fail(status(response), last.cause());
            }
        });
    }

    /** What the peer said of a call that gave no answer; nothing, when it fell silent. */
    private static Status status(GrpcClientResponse<?, ?> response) {
        GrpcStatus status = response.status();
        if (status == null) {
            return Status.UNAVAILABLE.withDescription("The connection broke off");
        }
        return status == GrpcStatus.OK
                ? Status.INTERNAL.withDescription("The answer cannot be read")
                : Status.fromCodeValue(status.code).withDescription(response.statusMessage());
    }

    private void giveUp(Duration deadline) {
        fail(Status.DEADLINE_EXCEEDED.withDescription("No answer within " + deadline.toMillis() + " ms"), null);
        if (sent != null) {
            sent.cancel();
        }
    }

    private void fail(Status status, @Nullable Throwable cause) {
        answer.tryFail(status.withCause(cause).asRuntimeException());
    }
}
