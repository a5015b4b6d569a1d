package org.llmops.router.pipeline;

import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.jboss.logging.MDC;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;
import org.llmops.router.surface.OverHttp;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.completions.CompletionsFormat;
import org.llmops.router.wire.embeddings.EmbeddingsFormat;
import org.llmops.router.wire.messages.MessagesFormat;
import org.llmops.router.wire.responses.ResponsesFormat;

/** Where clients reach the models: the paths of the providers' own APIs. */
@ApplicationScoped
class InferenceRoutes {
    /**
     * The stages find out who calls, and refuse what is too long in the words of the API that was called: what the framework
     * would do for either comes after them, and is not done.
     */
    static final int BEFORE_SECURITY = -SecurityHandlerPriorities.AUTHENTICATION - 1;

    private final CallPipeline pipeline;
    private final ModelRequests models;
    private final Clock clock;

    InferenceRoutes(CallPipeline pipeline, ModelRequests models, Clock clock) {
        this.pipeline = pipeline;
        this.models = models;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.post("/v1/chat/completions")
                .order(BEFORE_SECURITY)
                .handler(request -> call(request, Operation.CHAT, ChatFormat.CHAT));
        router.post("/v1/embeddings")
                .order(BEFORE_SECURITY)
                .handler(request -> call(request, Operation.EMBEDDINGS, EmbeddingsFormat.EMBEDDINGS));
        router.post("/v1/messages")
                .order(BEFORE_SECURITY)
                .handler(request -> call(request, Operation.CHAT, MessagesFormat.MESSAGES));
        router.post("/v1/messages/count_tokens")
                .order(BEFORE_SECURITY)
                .handler(request -> pipeline.count(exchange(request, Operation.CHAT, MessagesFormat.COUNTED)));
        router.post("/v1/responses")
                .order(BEFORE_SECURITY)
                .handler(request -> call(request, Operation.CHAT, ResponsesFormat.RESPONSES));
        router.post("/v1/completions")
                .order(BEFORE_SECURITY)
                .handler(request -> call(request, Operation.TEXT_COMPLETION, CompletionsFormat.COMPLETIONS));
        router.route("/v1/responses/*").handler(StoredResponses::unknown);
        router.get("/v1/models").handler(models::list);
        router.get("/v1/models/*").handler(models::one);
    }

    void call(RoutingContext request, Operation operation, WireFormat format) {
        pipeline.run(exchange(request, operation, format));
    }

    private Exchange exchange(RoutingContext request, Operation operation, WireFormat format) {
        // Who calls is found out first; the body waits until then.
        request.request().pause();
        Exchange exchange = new Exchange(
                new OverHttp(request), request.vertx().getOrCreateContext(), operation, format, clock.instant());
        MDC.put("call_id", exchange.callId());
        request.response().closeHandler(closed -> {
            if (!request.response().ended()) {
                exchange.markClientGone();
            }
        });
        return exchange;
    }
}
