package org.llmops.router.pipeline;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.CurrentCaller;
import org.llmops.platform.identity.Roles;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;
import org.llmops.router.rpc.ChatMessages;
import org.llmops.router.rpc.EmbedTexts;
import org.llmops.router.rpc.HangUps;
import org.llmops.router.rpc.OverGrpc;
import org.llmops.router.rpc.StreamedReplies;
import org.llmops.router.rpc.WholeReply;
import org.llmops.router.v1.ChatRequest;
import org.llmops.router.v1.ChatResponse;
import org.llmops.router.v1.ChatStreamRequest;
import org.llmops.router.v1.ChatStreamResponse;
import org.llmops.router.v1.EmbedRequest;
import org.llmops.router.v1.EmbedResponse;
import org.llmops.router.v1.InferenceService;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;

/** Where clients reach the models over gRPC: the same stages as over HTTP. */
@GrpcService
class InferenceRpc implements InferenceService {
    private final CallPipeline pipeline;
    private final CurrentCaller callers;
    private final Vertx vertx;
    private final Clock clock;

    InferenceRpc(CallPipeline pipeline, CurrentCaller callers, Vertx vertx, Clock clock) {
        this.pipeline = pipeline;
        this.callers = callers;
        this.vertx = vertx;
        this.clock = clock;
    }

    @Override
    @RolesAllowed({Roles.APP, Roles.EDITOR, Roles.ADMIN, Roles.SERVICE})
    public Uni<ChatResponse> chat(ChatRequest request) {
        Caller caller = callers.get();
        byte[] body = ChatMessages.request(request, false);
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom().emitter(client -> {
            OverGrpc over = new OverGrpc(caller, body, WholeReply.chat(client));
            client.onTermination(run(over, context, Operation.CHAT, ChatFormat.CHAT));
        });
    }

    @Override
    @RolesAllowed({Roles.APP, Roles.EDITOR, Roles.ADMIN, Roles.SERVICE})
    public Multi<ChatStreamResponse> chatStream(ChatStreamRequest request) {
        Caller caller = callers.get();
        byte[] body = ChatMessages.request(request.getRequest(), true);
        Context context = vertx.getOrCreateContext();
        return Multi.createFrom()
                .emitter(
                        client -> {
                            OverGrpc over = new OverGrpc(caller, body, new StreamedReplies(client, context));
                            client.onTermination(run(over, context, Operation.CHAT, ChatFormat.CHAT));
                        },
                        BackPressureStrategy.BUFFER);
    }

    @Override
    @RolesAllowed({Roles.APP, Roles.EDITOR, Roles.ADMIN, Roles.SERVICE})
    public Uni<EmbedResponse> embed(EmbedRequest request) {
        Caller caller = callers.get();
        byte[] body = EmbedTexts.request(request);
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom().emitter(client -> {
            OverGrpc over = new OverGrpc(caller, body, WholeReply.embeddings(client));
            client.onTermination(run(over, context, Operation.EMBEDDINGS, EmbeddingsFormat.EMBEDDINGS));
        });
    }

    /** Starts the call; what is returned tells it that nobody waits any more. */
    private Runnable run(OverGrpc client, Context context, Operation operation, WireFormat format) {
        Exchange exchange = new Exchange(client, context, operation, format, clock.instant());
        Runnable gone = () -> context.runOnContext(now -> {
            if (!client.isOver()) {
                exchange.markClientGone();
            }
        });
        HangUps.onHangUp(context, gone);
        context.runOnContext(now -> pipeline.run(exchange));
        return gone;
    }
}
