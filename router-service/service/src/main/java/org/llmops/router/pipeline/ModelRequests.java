package org.llmops.router.pipeline;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.llmops.platform.identity.Caller;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Progress;
import org.llmops.router.identify.Identify;
import org.llmops.router.keys.AllowedModels;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.snapshot.IssuedKeys;
import org.llmops.router.surface.Deliver;
import org.llmops.router.surface.ModelList;
import org.llmops.router.surface.OverHttp;
import org.llmops.router.wire.chat.ChatFormat;

/** Tells clients what they may call. It costs nothing, so nothing of it is recorded. */
@ApplicationScoped
class ModelRequests {
    private static final String MODELS = "/v1/models/";

    private final Identify identify;
    private final IssuedKeys keys;
    private final Deliver deliver;
    private final Clock clock;

    ModelRequests(Identify identify, IssuedKeys keys, Deliver deliver, Clock clock) {
        this.identify = identify;
        this.keys = keys;
        this.deliver = deliver;
        this.clock = clock;
    }

    void list(RoutingContext request) {
        identified(request, (exchange, models) -> json(request, models.json()));
    }

    void one(RoutingContext request) {
        String id = request.normalizedPath().substring(MODELS.length());
        identified(
                request,
                (exchange, models) -> models.json(id)
                        .ifPresentOrElse(
                                model -> json(request, model),
                                () -> deliver.refuse(
                                        exchange,
                                        RefusalReason.MODEL_UNKNOWN.at(
                                                "model",
                                                "The model `" + id
                                                        + "` does not exist or you do not have access to it."))));
    }

    private void identified(RoutingContext request, BiConsumer<Exchange, ModelList> answer) {
        Exchange exchange = new Exchange(
                new OverHttp(request),
                request.vertx().getOrCreateContext(),
                Operation.MODELS,
                ChatFormat.CHAT,
                clock.instant());
        identify.apply(exchange)
                .onSuccess(progress -> {
                    if (progress instanceof Progress.Refused(var refusal)) {
                        deliver.refuse(exchange, refusal);
                    } else {
                        answer.accept(exchange, ModelList.of(exchange.configuration(), allowed(exchange.caller())));
                    }
                })
                .onFailure(request::fail);
    }

    private AllowedModels allowed(Caller caller) {
        return keys.key(caller.workspace(), caller.subject())
                .filter(key -> caller.kind() == Caller.Kind.APP)
                .map(KnownKey::allowedModels)
                .orElse(AllowedModels.ALL);
    }

    private static void json(RoutingContext request, byte[] json) {
        request.response().putHeader("Content-Type", "application/json").end(Buffer.buffer(json));
    }
}
