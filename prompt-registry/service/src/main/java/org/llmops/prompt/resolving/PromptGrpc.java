package org.llmops.prompt.resolving;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import java.util.Objects;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.prompt.catalog.PromptName;
import org.llmops.prompt.catalog.PromptWire;
import org.llmops.prompt.v1.PromptService;
import org.llmops.prompt.v1.ResolveRequest;
import org.llmops.prompt.v1.ResolveResponse;

/** Resolving over gRPC. */
@GrpcService
class PromptGrpc implements PromptService {
    private final PromptResolving resolving;
    private final CurrentCaller caller;

    PromptGrpc(PromptResolving resolving, CurrentCaller caller) {
        this.resolving = resolving;
        this.caller = caller;
    }

    @Override
    @RolesAllowed({Roles.VIEWER, Roles.SERVICE})
    public Uni<ResolveResponse> resolve(ResolveRequest request) {
        return resolving
                .resolve(caller.get().workspace(), new PromptName(request.getName()), selector(request))
                .map(PromptGrpc::response);
    }

    private static Selector selector(ResolveRequest request) {
        return switch (request.getSelectorCase()) {
            case VERSION -> Selector.of(request.getVersion(), null);
            case LABEL -> Selector.of(null, request.getLabel());
            case SELECTOR_NOT_SET -> Selector.of(null, null);
        };
    }

    private static ResolveResponse response(Resolved resolved) {
        return ResolveResponse.newBuilder()
                .setVersion(PromptWire.version(resolved.version()))
                .setLabel(Objects.requireNonNullElse(resolved.label(), ""))
                .build();
    }
}
