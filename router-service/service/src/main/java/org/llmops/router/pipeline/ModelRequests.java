package org.llmops.router.pipeline;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Progress;
import org.llmops.router.identify.Identify;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.surface.Deliver;
import org.llmops.router.surface.ModelList;
import org.llmops.router.surface.OverHttp;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.messages.MessagesFormat;

/** Tells clients what they may call. It costs nothing, so nothing of it is recorded. */
@ApplicationScoped
class ModelRequests {
    private static final String MODELS = "/v1/models/";

    private final Identify identify;
    private final Deliver deliver;
    private final Clock clock;

    ModelRequests(Identify identify, Deliver deliver, Clock clock) {
        this.identify = identify;
        this.deliver = deliver;
        this.clock = clock;
    }

    void list(RoutingContext request) {
        if (!StrayRequests.isAnthropics(request)) {
            identified(request, (exchange, models) -> json(request, models.openAi()));
            return;
        }
        identified(
                request,
                (exchange, models) -> page(request)
                        .ifPresentOrElse(
                                page -> json(request, models.anthropic(page)),
                                () -> deliver.refuse(
                                        exchange,
                                        RefusalReason.REQUEST_INVALID.at(
                                                "limit", "Input should be from 1 to " + ModelList.Page.MAX_LIMIT))));
    }

    /** Empty: the limit is none. */
    private static Optional<ModelList.Page> page(RoutingContext request) {
        String limit = request.request().getParam("limit", Integer.toString(ModelList.Page.MAX_LIMIT));
        if (!limit.matches("[1-9][0-9]{0,3}") || Integer.parseInt(limit) > ModelList.Page.MAX_LIMIT) {
            return Optional.empty();
        }
        return Optional.of(new ModelList.Page(
                Integer.parseInt(limit),
                request.request().getParam("after_id", ""),
                request.request().getParam("before_id", "")));
    }

    void one(RoutingContext request) {
        String id = decoded(request.normalizedPath().substring(MODELS.length()));
        identified(
                request,
                (exchange, models) -> (StrayRequests.isAnthropics(request) ? models.anthropic(id) : models.openAi(id))
                        .ifPresentOrElse(
                                model -> json(request, model),
                                () -> deliver.refuse(
                                        exchange,
                                        RefusalReason.MODEL_UNKNOWN.at(
                                                "model",
                                                "The model `" + id
                                                        + "` does not exist or you do not have access to it."))));
    }

    /** Clients write the slashes and colons of a name as they are, or encoded. */
    private static String decoded(String id) {
        try {
            return URLDecoder.decode(id.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return id;
        }
    }

    private void identified(RoutingContext request, BiConsumer<Exchange, ModelList> answer) {
        Exchange exchange = new Exchange(
                new OverHttp(request),
                request.vertx().getOrCreateContext(),
                Operation.MODELS,
                StrayRequests.isAnthropics(request) ? MessagesFormat.MESSAGES : ChatFormat.CHAT,
                clock.instant());
        identify.apply(exchange)
                .onSuccess(progress -> {
                    if (progress instanceof Progress.Refused(var refusal)) {
                        deliver.refuse(exchange, refusal);
                    } else {
                        answer.accept(exchange, ModelList.of(exchange.configuration(), exchange.allowedModels()));
                    }
                })
                .onFailure(request::fail);
    }

    private static void json(RoutingContext request, byte[] json) {
        request.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(json));
    }
}
