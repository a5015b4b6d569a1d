package org.llmops.router.screen;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.llmops.guardrail.v1.GuardrailServiceGrpc;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.peers.Conversation;
import org.llmops.platform.peers.Peer;
import org.llmops.platform.peers.Peers;
import org.llmops.router.exchange.Exchange;

/** The guardrail service over gRPC, in the workspace of a call. */
@Singleton
class Guardrails {
    private final Peer peer;
    private final ScreenSettings settings;
    private final Map<EventLoop, SharedScreenings> shared = new ConcurrentHashMap<>();

    Guardrails(Peers peers, ScreenSettings settings) {
        this.peer = peers.named("guardrail-service");
        this.settings = settings;
    }

    /** To be called on the call's event loop, where the answer is heard. */
    Future<ScreenResponse> screen(Exchange exchange, ScreenRequest request) {
        ContextInternal context = (ContextInternal) exchange.context();
        WorkspaceId workspace = exchange.caller().workspace();
        return request.getSerializedSize() <= settings.sharedUpTo()
                        && context.nettyEventLoop().inEventLoop()
                ? shared.computeIfAbsent(context.nettyEventLoop(), loop -> new SharedScreenings(peer, settings))
                        .screen(context, workspace, request)
                : peer.ask(context, GuardrailServiceGrpc.getScreenMethod(), workspace, request, settings.deadline());
    }

    /**
     * Screens texts as they come.
     *
     * @param heard told of each answer, on the call's event loop
     */
    Conversation<ScreenStreamRequest, ScreenStreamResponse> stream(
            Exchange exchange, Handler<ScreenStreamResponse> heard) {
        return peer.converse(
                exchange.context(),
                GuardrailServiceGrpc.getScreenStreamMethod(),
                exchange.caller().workspace(),
                heard);
    }
}
