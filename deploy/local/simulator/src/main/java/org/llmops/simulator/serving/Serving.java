package org.llmops.simulator.serving;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.llmops.simulator.inspecting.ReceivedRequests;

/** Serves endpoints: checks the key, finds the model, records the request, plays the fault, and delivers the answer. */
@ApplicationScoped
public class Serving {

    private static final Logger LOG = Logger.getLogger(Serving.class);

    private final ReceivedRequests requests;
    private final ServingSettings settings;
    private final Benchmarks benchmarks = new Benchmarks();

    Serving(ReceivedRequests requests, ServingSettings settings) {
        this.requests = requests;
        this.settings = settings;
    }

    /** Offers an operation that runs a model. */
    public void post(Router router, String path, Endpoint endpoint) {
        run(router.post(path), ignored -> true, endpoint);
    }

    /** Offers an operation that runs a model, at a path that is an expression, for some requests. */
    public void postWithRegex(Router router, String path, Predicate<HttpServerRequest> taken, Endpoint endpoint) {
        run(router.postWithRegex(path), taken, endpoint);
    }

    /** Offers an operation that runs no model; the answer may be a thrown {@link Refusal}. */
    public void answer(Route route, Dialect dialect, Function<Question, Reply> operation) {
        read(route, dialect, context -> {
            Exchange exchange = Exchange.open(context, requests, dialect);
            try {
                dialect.admit(context.request());
                deliver(exchange, context, dialect, Models.NONE, () -> operation.apply(new Question(context, dialect)));
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

    private void run(Route route, Predicate<HttpServerRequest> taken, Endpoint endpoint) {
        read(route, endpoint.dialect(), context -> {
            if (!taken.test(context.request())) {
                context.next();
            } else if (!benchmarks.answer(context, endpoint, Body.of(context))) {
                run(context, endpoint);
            }
        });
    }

    private void read(Route route, Dialect dialect, Handler<RoutingContext> handler) {
        route.handler(new Body(settings.maxBody().asLongValue()))
                .handler(handler)
                .failureHandler(context -> fail(context, dialect));
    }

    private void run(RoutingContext context, Endpoint endpoint) {
        Dialect dialect = endpoint.dialect();
        Exchange exchange = Exchange.open(context, requests, dialect);
        try {
            dialect.admit(context.request());
            Fields request = new Question(context, dialect).body();
            String name = endpoint.model(context, request);
            exchange.received().asksFor(name);
            Model model = Models.find(name, endpoint.capability()).orElseThrow(() -> dialect.modelUnknown(name));
            deliver(exchange, context, dialect, model, () -> endpoint.reply(model, request));
        } catch (Refusal refusal) {
            exchange.refuse(refusal);
        }
    }

    private void deliver(
            Exchange exchange, RoutingContext context, Dialect dialect, Model model, Supplier<Reply> reply) {
        Wishes wishes = Wishes.of(context.request().headers(), model, settings, dialect);
        Script script = wishes.fault()
                .map(fault -> spoilt(fault, dialect, model, reply, exchange))
                .orElseGet(() -> Script.of(reply.get()));
        exchange.deliver(script, wishes.pace());
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

    private static Script spoilt(Fault fault, Dialect dialect, Model model, Supplier<Reply> reply, Exchange exchange) {
        Refusal refusal = dialect.refusal(fault, model);
        return switch (fault) {
            case RATE_LIMITED, ERROR, OVERLOADED, UNAUTHORIZED, CONTEXT_LENGTH -> throw refusal;
            case STALL -> Script.of(reply.get()).stalled();
            case CUT -> Script.of(reply.get()).cut();
            case MALFORMED -> Script.of(reply.get()).malformed();
            case STREAM_ERROR ->
                switch (reply.get()) {
                    case Reply.Whole ignored -> throw refusal;
                    case Reply.Streamed stream ->
                        Script.of(stream).brokenOff(dialect.errorFrame(refusal, exchange.requestId()));
                };
        };
    }
}
