package org.llmops.router.pipeline;

import io.quarkus.vertx.http.runtime.security.SecurityHandlerPriorities;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
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
    static final int BEFORE_SECURITY = -SecurityHandlerPriorities.AUTHENTICATION - 2;

    private final CallPipeline pipeline;
    private final ModelRequests models;
    private final StrayRequests strays;
    private final Clock clock;

    InferenceRoutes(CallPipeline pipeline, ModelRequests models, StrayRequests strays, Clock clock) {
        this.pipeline = pipeline;
        this.models = models;
        this.strays = strays;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        post(router, "/v1/chat/completions", request -> call(request, Operation.CHAT, ChatFormat.CHAT));
        post(router, "/v1/embeddings", request -> call(request, Operation.EMBEDDINGS, EmbeddingsFormat.EMBEDDINGS));
        post(router, "/v1/messages", request -> call(request, Operation.CHAT, MessagesFormat.MESSAGES));
        post(
                router,
                "/v1/messages/count_tokens",
                request -> pipeline.count(exchange(request, Operation.CHAT, MessagesFormat.COUNTED)));
        post(router, "/v1/responses", request -> call(request, Operation.CHAT, ResponsesFormat.RESPONSES));
        post(
                router,
                "/v1/completions",
                request -> call(request, Operation.TEXT_COMPLETION, CompletionsFormat.COMPLETIONS));
        StoredResponses.register(router, BEFORE_SECURITY);
        get(router, "/v1/models", models::list);
        get(router, "/v1/models/*", models::one);
    }

    /** Of this path others than POST are refused. */
    void post(Router router, String path, Handler<RoutingContext> endpoint) {
        router.post(path).order(BEFORE_SECURITY).handler(endpoint);
        strays.otherMethods(router, path, HttpMethod.POST);
    }

    private void get(Router router, String path, Handler<RoutingContext> endpoint) {
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(BEFORE_SECURITY)
                .handler(endpoint);
        strays.otherMethods(router, path, HttpMethod.GET, HttpMethod.HEAD);
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
