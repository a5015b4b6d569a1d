package org.llmops.guardrail.serving;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import org.llmops.guardrail.screening.Screening;
import org.llmops.guardrail.screening.ScreeningSettings;
import org.llmops.guardrail.v1.GuardrailService;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;

/** Screening over gRPC. */
@GrpcService
class GuardrailGrpc implements GuardrailService {
    private final Screening screening;
    private final ScreeningSettings settings;
    private final CurrentCaller caller;

    GuardrailGrpc(Screening screening, ScreeningSettings settings, CurrentCaller caller) {
        this.screening = screening;
        this.settings = settings;
        this.caller = caller;
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
}
