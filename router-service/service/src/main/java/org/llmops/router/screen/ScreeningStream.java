package org.llmops.router.screen;

import io.grpc.Status;
import io.vertx.core.AsyncResult;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.llmops.guardrail.v1.GuardrailServiceGrpc;
import org.llmops.guardrail.v1.ScreenCallsRequest;
import org.llmops.guardrail.v1.ScreenCallsResponse;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenedCall;
import org.llmops.platform.peers.Conversation;
import org.llmops.platform.peers.Peer;

/**
 * A stream to the guardrails on which screenings of many calls are asked for and answered, each within its time. Only one
 * event loop touches this.
 */
final class ScreeningStream {
    private final ContextInternal context;
    private final long deadlineMs;
    /** Who waits, by number and in the order of asking. */
    private final Map<Long, Asked> waiting = new LinkedHashMap<>();

    private final Conversation<ScreenCallsRequest, ScreenCallsResponse> guardrails;
    private boolean watched;
    private boolean finished;

    /** @param context no call's own, which it would keep alive */
    ScreeningStream(ContextInternal context, Peer peer, Duration deadline) {
        this.context = context;
        this.deadlineMs = deadline.toMillis();
        this.guardrails = peer.converse(context, GuardrailServiceGrpc.getScreenCallsMethod(), null, this::heard);
        guardrails.end().onComplete(this::ended);
    }

    /** Nothing more can be asked here. */
    boolean isOver() {
        return finished || guardrails.isOver();
    }

    /** Asks; the answers go to those who wait, by number. */
    void ask(ScreenCallsRequest request, Map<Long, Promise<ScreenResponse>> promises) {
        long now = System.nanoTime();
        promises.forEach((number, promise) -> waiting.put(number, new Asked(promise, now)));
        if (guardrails.isOver()) {
            ended(guardrails.end());
        } else {
            guardrails.say(request);
            watch(deadlineMs);
        }
    }

    /** Asks nothing more, and waits for the answers that are still to come. */
    void finish() {
        finished = true;
        guardrails.finish();
        // Longer than anyone waits for an answer.
        context.setTimer(2 * deadlineMs, passed -> guardrails.breakOff());
    }

    private void heard(ScreenCallsResponse response) {
        for (ScreenedCall call : response.getCallsList()) {
            Asked asked = waiting.remove(call.getNumber());
            // Absent when it came too late.
            if (asked != null) {
                tell(asked, call);
            }
        }
    }

    private static void tell(Asked asked, ScreenedCall call) {
        if (call.hasResponse()) {
            asked.promise.tryComplete(call.getResponse());
        } else {
            Status why = call.hasFailure()
                    ? Status.fromCodeValue(call.getFailure().getCode())
                            .withDescription(call.getFailure().getDetail())
                    : Status.INTERNAL.withDescription("The answer cannot be read");
            asked.promise.tryFail(why.asRuntimeException());
        }
    }

    private void ended(AsyncResult<Void> end) {
        if (waiting.isEmpty()) {
            return;
        }
        RuntimeException why = end.cause() instanceof RuntimeException failure
                ? failure
                : Status.UNAVAILABLE
                        .withDescription("The stream ended without an answer")
                        .asRuntimeException();
        Map<Long, Asked> unanswered = new LinkedHashMap<>(waiting);
        waiting.clear();
        unanswered.values().forEach(asked -> asked.promise.tryFail(why));
    }

    /** One timer for all: a timer for each call would cost more than the rest of asking. */
    private void watch(long ms) {
        if (!watched) {
            watched = true;
            context.setTimer(Math.max(1, ms), passed -> look());
        }
    }

    private void look() {
        watched = false;
        long now = System.nanoTime();
        Iterator<Asked> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Asked asked = oldest.next();
            long left = deadlineMs - Duration.ofNanos(now - asked.atNanos).toMillis();
            if (left > 0) {
                watch(left);
                return;
            }
            oldest.remove();
            asked.promise.tryFail(Status.DEADLINE_EXCEEDED
                    .withDescription("No answer within " + deadlineMs + " ms")
                    .asRuntimeException());
        }
    }

    /** Somebody who waits, and since when. */
    private record Asked(Promise<ScreenResponse> promise, long atNanos) {}
}
