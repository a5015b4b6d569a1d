package org.llmops.router.screen;

import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import org.llmops.guardrail.v1.GuardrailServiceGrpc;
import org.llmops.guardrail.v1.MutinyGuardrailServiceGrpc.MutinyGuardrailServiceStub;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.platform.identity.WorkspaceHeader;
import org.llmops.platform.peers.Peer;
import org.llmops.platform.peers.Peers;
import org.llmops.router.exchange.Exchange;

/** The guardrail service over gRPC, in the workspace of a call. */
@Singleton
class Guardrails {
    private final Peer peer;
    private final MutinyGuardrailServiceStub service;
    private final ScreenSettings settings;

    Guardrails(
            Peers peers, @GrpcClient("guardrail-service") MutinyGuardrailServiceStub service, ScreenSettings settings) {
        this.peer = peers.named("guardrail-service");
        this.service = service;
        this.settings = settings;
    }

    Future<ScreenResponse> screen(Exchange exchange, ScreenRequest request) {
        return peer.ask(
                exchange.context(),
                GuardrailServiceGrpc.getScreenMethod(),
                exchange.caller().workspace(),
                request,
                settings.deadline());
    }

    /**
     * Screens texts as they come.
     *
     * @param heard told of each answer, on the call's event loop
     * @param ended told once when no more answers will come, with the reason when it is an error
     * @return stops listening
     */
    Cancellable stream(
            Exchange exchange,
            Multi<ScreenStreamRequest> texts,
            Consumer<ScreenStreamResponse> heard,
            Consumer<AsyncResult<Void>> ended) {
        Promise<Void> end = ((ContextInternal) exchange.context()).promise();
        end.future().onComplete(ended::accept);
        return WorkspaceHeader.on(service, exchange.caller().workspace())
                .screenStream(texts)
                .subscribe()
                .with(
                        response -> exchange.context().runOnContext(run -> heard.accept(response)),
                        failure -> exchange.context().runOnContext(run -> end.tryFail(failure)),
                        () -> exchange.context().runOnContext(run -> end.tryComplete()));
    }
}
