package org.llmops.platform.peers;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpcio.client.GrpcIoClient;
import java.time.Duration;
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

    void ask(Line line, GrpcIoClient client, MethodDescriptor<Q, A> method, Duration deadline) {
        long timer = context.owner().setTimer(deadline.toMillis(), passed -> giveUp(deadline));
        answer.future().onComplete(done -> context.owner().cancelTimer(timer));
        line.begin(context, client, method).onSuccess(this::send).onFailure(answer::tryFail);
    }

    private void send(GrpcClientRequest<Q, A> request) {
        if (answer.future().isComplete()) {
            request.cancel();
            return;
        }
        sent = request;
        request.headers().set(Line.WORKSPACE, workspace.value());
        request.response().onComplete(this::heard);
        request.end(question);
    }

    private void heard(AsyncResult<GrpcClientResponse<Q, A>> told) {
        if (told.failed()) {
            fail(Line.BROKEN, told.cause());
            return;
        }
        GrpcClientResponse<Q, A> response = told.result();
        response.errorHandler(error -> fail(Status.fromCodeValue(error.status.code), null));
        response.last().onComplete(last -> {
            if (last.succeeded()) {
                answer.tryComplete(last.result());
            } else {
                fail(withoutAnswer(Line.status(response)), last.cause());
            }
        });
    }

    private static Status withoutAnswer(Status status) {
        return status.isOk() ? Status.INTERNAL.withDescription("The answer cannot be read") : status;
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
