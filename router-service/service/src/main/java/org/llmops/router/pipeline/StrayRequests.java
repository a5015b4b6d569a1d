package org.llmops.router.pipeline;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.surface.Deliver;
import org.llmops.router.surface.OverHttp;
import org.llmops.router.wire.WireFormat;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.messages.MessagesFormat;

/** Requests that mean nothing here: their clients are told so in the words of the API they speak. */
@ApplicationScoped
class StrayRequests {
    private static final String MESSAGES = "/v1/messages";
    private static final String ANTHROPICS_HEADER = "anthropic-version";
    private static final int AFTER_ENDPOINTS = InferenceRoutes.BEFORE_SECURITY + 1;
    /** Where requests arrive whose client was given a base URL without the version. */
    private static final List<String> WITHOUT_VERSION =
            List.of("/chat/completions", "/completions", "/embeddings", "/responses", "/messages", "/models");

    private final Deliver deliver;
    private final Clock clock;

    StrayRequests(Deliver deliver, Clock clock) {
        this.deliver = deliver;
        this.clock = clock;
    }

    void register(@Observes Router router) {
        router.route("/v1/*").order(AFTER_ENDPOINTS).handler(this::unknownPath);
        for (String path : WITHOUT_VERSION) {
            router.route(path)
                    .order(AFTER_ENDPOINTS)
                    .handler(request ->
                            refuse(request, unknown(request, "The base URL of your client has to end with /v1 here.")));
        }
    }

    /** Whoever uses another method at this path hears which ones there are. */
    void otherMethods(Router router, String path, HttpMethod... allowed) {
        String methods = Stream.of(allowed).map(HttpMethod::name).collect(Collectors.joining(", "));
        router.route(path).order(AFTER_ENDPOINTS - 1).handler(request -> {
            request.response().putHeader("Allow", methods);
            refuse(
                    request,
                    RefusalReason.METHOD_UNSUPPORTED.because(
                            "Not allowed to " + request.request().method() + " " + path + ". Use " + methods + "."));
        });
    }

    void unknownPath(RoutingContext request) {
        refuse(request, unknown(request, "Nothing is served there."));
    }

    private static Refusal unknown(RoutingContext request, String hint) {
        return RefusalReason.PATH_UNKNOWN.because(
                "Invalid URL (" + request.request().method() + " " + request.normalizedPath() + "). " + hint);
    }

    private void refuse(RoutingContext request, Refusal refusal) {
        deliver.refuse(
                new Exchange(
                        new OverHttp(request),
                        request.vertx().getOrCreateContext(),
                        Operation.MODELS,
                        format(request),
                        clock.instant()),
                refusal);
    }

    /** Both makers have some paths; only Anthropic's clients say which version of the API they speak. */
    private static WireFormat format(RoutingContext request) {
        return isAnthropics(request) || request.normalizedPath().startsWith(MESSAGES)
                ? MessagesFormat.MESSAGES
                : ChatFormat.CHAT;
    }

    static boolean isAnthropics(RoutingContext request) {
        return request.request().headers().contains(ANTHROPICS_HEADER);
    }
}
