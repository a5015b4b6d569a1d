package org.llmops.simulator.serving;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.llmops.simulator.inspecting.ReceivedRequests;

/** Serves endpoints: checks the key, finds the model, records the request, plays the fault, and delivers the answer. */
@ApplicationScoped
public class Serving {

    private static final Logger LOG = Logger.getLogger(Serving.class);

    private final ReceivedRequests requests;
    private final ServingSettings settings;

    Serving(ReceivedRequests requests, ServingSettings settings) {
        this.requests = requests;
        this.settings = settings;
    }

    /** Offers an operation that runs a model. */
    public void post(Router router, String path, Endpoint endpoint) {
        router.post(path)
                .handler(BodyHandler.create(false)
                        .setBodyLimit(settings.maxBody().asLongValue()))
                .handler(context -> run(context, endpoint))
                .failureHandler(context -> fail(context, endpoint.dialect()));
    }

    /** Offers an operation that answers at once; the answer may be a thrown {@link Refusal}. */
    public void get(Router router, String path, Dialect dialect, Function<RoutingContext, JsonObject> answer) {
        router.get(path).handler(context -> {
            Exchange exchange = Exchange.open(context, requests, dialect);
            try {
                dialect.admit(context.request().headers());
                exchange.answer(200, answer.apply(context));
            } catch (Refusal refusal) {
                exchange.refuse(refusal);
            }
        });
    }

    /** Refuses whatever no other route of this path takes. */
    public void refuseTheRest(Router router, String path, Dialect dialect) {
        router.route(path)
                .last()
                .handler(context -> Exchange.open(context, requests, dialect)
                        .refuse(dialect.urlUnknown(context.request().method().name(), context.normalizedPath())));
    }

    private void run(RoutingContext context, Endpoint endpoint) {
        Exchange exchange = Exchange.open(context, requests, endpoint.dialect());
        try {
            endpoint.dialect().admit(context.request().headers());
            Fields request = Fields.parse(context.body().buffer(), endpoint.dialect());
            String name = request.requiredText("model");
            exchange.received().asksFor(name);
            Model model = Models.find(name, endpoint.capability())
                    .orElseThrow(() -> endpoint.dialect().modelUnknown(name));
            Wishes wishes = Wishes.of(context.request().headers(), model, settings, endpoint.dialect());
            Script script = wishes.fault()
                    .map(fault -> spoilt(endpoint, model, request, fault, exchange))
                    .orElseGet(() -> Script.of(endpoint.reply(model, request)));
            exchange.deliver(script, wishes.pace());
        } catch (Refusal refusal) {
            exchange.refuse(refusal);
        }
    }

    /** Too large a body comes here, and so does a bug. */
    private void fail(RoutingContext context, Dialect dialect) {
        if (context.statusCode() == 413) {
            Exchange.open(context, requests, dialect)
                    .refuse(dialect.bodyTooLarge(settings.maxBody().asLongValue()));
        } else {
            LOG.error("The simulator failed", context.failure());
            Exchange.of(context).refuse(dialect.broken());
        }
    }

    private static Script spoilt(Endpoint endpoint, Model model, Fields request, Fault fault, Exchange exchange) {
        Refusal refusal = endpoint.dialect().refusal(fault, model);
        return switch (fault) {
            case RATE_LIMITED, ERROR, OVERLOADED, UNAUTHORIZED, CONTEXT_LENGTH -> throw refusal;
            case STALL -> Script.of(endpoint.reply(model, request)).stalled();
            case CUT -> Script.of(endpoint.reply(model, request)).cut();
            case MALFORMED -> Script.of(endpoint.reply(model, request)).malformed();
            case STREAM_ERROR ->
                switch (endpoint.reply(model, request)) {
                    case Reply.Whole ignored -> throw refusal;
                    case Reply.Streamed stream ->
                        Script.of(stream).brokenOff(endpoint.dialect().errorFrame(refusal, exchange.requestId()));
                };
        };
    }
}
