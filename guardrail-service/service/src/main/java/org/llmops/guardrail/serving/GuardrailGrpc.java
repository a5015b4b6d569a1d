package org.llmops.guardrail.serving;

import io.quarkus.grpc.ExceptionHandlerProvider;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.llmops.guardrail.screening.Screening;
import org.llmops.guardrail.screening.ScreeningSettings;
import org.llmops.guardrail.v1.GuardrailService;
import org.llmops.guardrail.v1.ScreenCallsRequest;
import org.llmops.guardrail.v1.ScreenCallsResponse;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Screening over gRPC. */
@GrpcService
class GuardrailGrpc implements GuardrailService {
    /** Of many calls: who may ask is looked at when it begins. */
    private static final Duration LONGEST_STREAM = Duration.ofSeconds(30);

    private final Screening screening;
    private final ScreeningSettings settings;
    private final CurrentCaller caller;
    private final ExceptionHandlerProvider problems;
    private final Clock clock;

    GuardrailGrpc(
            Screening screening,
            ScreeningSettings settings,
            CurrentCaller caller,
            ExceptionHandlerProvider problems,
            Clock clock) {
        this.screening = screening;
        this.settings = settings;
        this.caller = caller;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Uni<ScreenResponse> screen(ScreenRequest request) {
        return screening
                .screen(caller.get().workspace(), ScreeningWire.command(request, CallerDeadline.current()))
                .map(ScreeningWire::response);
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Multi<ScreenStreamResponse> screenStream(Multi<ScreenStreamRequest> requests) {
        return new StreamConversation(screening, settings, caller.get().workspace()).answer(requests);
    }

    @Override
    @RolesAllowed(Roles.SERVICE)
    public Multi<ScreenCallsResponse> screenCalls(Multi<ScreenCallsRequest> requests) {
        Instant most = clock.instant().plus(LONGEST_STREAM);
        Instant until = caller.goodUntil().isBefore(most) ? caller.goodUntil() : most;
        return new CallsConversation(screening, problems, until, clock).answer(requests);
    }
}
