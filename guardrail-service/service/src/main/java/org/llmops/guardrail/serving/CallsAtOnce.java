package org.llmops.guardrail.serving;

import io.grpc.Status;
import io.quarkus.grpc.ExceptionHandlerProvider;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.smallrye.mutiny.vertx.UniHelper;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.Objects;
import org.jboss.logging.MDC;
import org.llmops.guardrail.redacting.Deadline;
import org.llmops.guardrail.screening.Screening;
import org.llmops.guardrail.v1.CallToScreen;
import org.llmops.guardrail.v1.ScreenCallsRequest;
import org.llmops.guardrail.v1.ScreenCallsResponse;
import org.llmops.guardrail.v1.ScreenedCall;
import org.llmops.guardrail.v1.ScreeningFailure;
import org.llmops.platform.identity.WorkspaceId;

/**
 * The calls of one message. What became of those that are screened at once is told together, of the others one by one; and
 * after a while what is known is told and other work let through, before the next calls are looked at.
 */
final class CallsAtOnce {
    private static final long TURN_NANOS = Duration.ofMillis(1).toNanos();

    private final Screening screening;
    private final ExceptionHandlerProvider problems;
    private final ScreenCallsRequest request;
    private final MultiEmitter<? super ScreenCallsResponse> told;
    private final ContextInternal context;
    private int next;
    private int left;
    private boolean inTurn;
    private ScreenCallsResponse.Builder together = ScreenCallsResponse.newBuilder();

    /** To be made on the context of the stream. */
    CallsAtOnce(
            Screening screening,
            ExceptionHandlerProvider problems,
            ScreenCallsRequest request,
            MultiEmitter<? super ScreenCallsResponse> told) {
        this.screening = screening;
        this.problems = problems;
        this.request = request;
        this.told = told;
        this.left = request.getCallsCount();
        this.context = (ContextInternal) Objects.requireNonNull(Vertx.currentContext(), "No context of a stream");
    }

    void begin() {
        if (left == 0) {
            told.complete();
        } else {
            turn();
        }
    }

    private synchronized void turn() {
        long began = System.nanoTime();
        inTurn = true;
        while (next < request.getCallsCount() && System.nanoTime() - began < TURN_NANOS) {
            begin(request.getCalls(next++));
        }
        inTurn = false;
        tell();
        if (next < request.getCallsCount()) {
            context.runOnContext(later -> turn());
        }
    }

    /** On a context of its own: what the calls do in theirs, such as to open a session, is nothing to each other. */
    private void begin(CallToScreen call) {
        ContextInternal own = context.duplicate();
        VertxContextSafetyToggle.setContextSafe(own, true);
        own.dispatch(here -> UniHelper.toFuture(screen(call))
                .otherwise(failure -> failed(call, failure))
                .onSuccess(this::ended));
    }

    private Uni<ScreenedCall> screen(CallToScreen call) {
        return Uni.createFrom().deferred(() -> {
            WorkspaceId workspace = new WorkspaceId(call.getWorkspace());
            MDC.put("workspace", workspace.value());
            return screening
                    .screen(workspace, ScreeningWire.command(call.getRequest(), Deadline.NEVER))
                    .map(screened -> ScreenedCall.newBuilder()
                            .setNumber(call.getNumber())
                            .setResponse(ScreeningWire.response(screened))
                            .build());
        });
    }

    private ScreenedCall failed(CallToScreen call, Throwable failure) {
        Status status = Status.fromThrowable(problems.transform(failure));
        ScreeningFailure.Builder why =
                ScreeningFailure.newBuilder().setCode(status.getCode().value());
        if (status.getDescription() != null) {
            why.setDetail(status.getDescription());
        }
        return ScreenedCall.newBuilder()
                .setNumber(call.getNumber())
                .setFailure(why)
                .build();
    }

    /** Some end on other threads. */
    private synchronized void ended(ScreenedCall call) {
        together.addCalls(call);
        left--;
        if (!inTurn) {
            tell();
        }
    }

    private void tell() {
        if (together.getCallsCount() > 0) {
            told.emit(together.build());
            together = ScreenCallsResponse.newBuilder();
        }
        if (left == 0) {
            told.complete();
        }
    }
}
