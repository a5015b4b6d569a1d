package org.llmops.guardrail.serving;

import io.quarkus.grpc.ExceptionHandlerProvider;
import io.smallrye.mutiny.Multi;
import java.time.Clock;
import java.time.Instant;
import org.llmops.guardrail.screening.Screening;
import org.llmops.guardrail.v1.ScreenCallsRequest;
import org.llmops.guardrail.v1.ScreenCallsResponse;
import org.llmops.platform.problem.RequestProblem;

/** Screens the calls of one stream, for as long as it is known that its client may ask. */
final class CallsConversation {
    /** Messages of one stream whose calls are under way at once; the next ones wait. */
    private static final int AT_ONCE = 256;

    private final Screening screening;
    private final ExceptionHandlerProvider problems;
    private final Instant until;
    private final Clock clock;

    CallsConversation(Screening screening, ExceptionHandlerProvider problems, Instant until, Clock clock) {
        this.screening = screening;
        this.problems = problems;
        this.until = until;
        this.clock = clock;
    }

    Multi<ScreenCallsResponse> answer(Multi<ScreenCallsRequest> requests) {
        return requests.onItem().transformToMulti(this::answer).merge(AT_ONCE);
    }

    private Multi<ScreenCallsResponse> answer(ScreenCallsRequest request) {
        return clock.instant().isBefore(until)
                ? Multi.createFrom().emitter(told -> new CallsAtOnce(screening, problems, request, told).begin())
                : Multi.createFrom()
                        .failure(RequestProblem.UNAUTHENTICATED.because(
                                "The stream has lasted as long as one may; open another"));
    }
}
