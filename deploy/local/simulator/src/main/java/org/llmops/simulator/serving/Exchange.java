package org.llmops.simulator.serving;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import org.llmops.simulator.inspecting.ReceivedRequest;
import org.llmops.simulator.inspecting.ReceivedRequests;

/** One request on its way to an answer. */
record Exchange(Vertx vertx, HttpServerResponse response, Dialect dialect, String requestId, ReceivedRequest received) {

    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence NO_CACHE = HttpHeaders.createOptimized("no-cache");

    private static final String KEY = Exchange.class.getName();

    /** The exchange that was opened for the request. */
    static Exchange of(RoutingContext context) {
        return Objects.requireNonNull(context.<Exchange>get(KEY));
    }

    static Exchange open(RoutingContext context, ReceivedRequests requests, Dialect dialect) {
        String requestId = RandomIds.next("req_");
        HttpServerResponse response = context.response();
        ReceivedRequest received = requests.add(requestId, context.request(), Body.of(context));
        response.putHeader(dialect.requestIdHeader(), requestId);
        response.closeHandler(ignored -> received.cancelled());
        Exchange exchange = new Exchange(context.vertx(), response, dialect, requestId, received);
        context.put(KEY, exchange);
        return exchange;
    }

    void answer(int status, JsonObject body) {
        received.answers(status);
        received.completed();
        response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(body.toBuffer());
    }

    void refuse(Refusal refusal) {
        refusal.headers().forEach(response::putHeader);
        answer(refusal.status(), dialect.error(refusal, requestId));
    }

    void deliver(Script script, Pace pace) {
        received.answers(200);
        response.putHeader(HttpHeaders.CONTENT_TYPE, script.contentType());
        if (script.streamed()) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, NO_CACHE);
        }
        new Delivery(vertx.getOrCreateContext(), response, received, script, pace).start();
    }
}
