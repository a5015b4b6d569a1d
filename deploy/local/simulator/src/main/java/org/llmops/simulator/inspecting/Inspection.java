package org.llmops.simulator.inspecting;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** What tests ask the simulator: what it received, and whether it is there. */
@ApplicationScoped
class Inspection {

    private final ReceivedRequests requests;

    Inspection(ReceivedRequests requests) {
        this.requests = requests;
    }

    void publish(@Observes Router router) {
        router.get("/sim/requests")
                .handler(context -> answer(context, new JsonObject().put("requests", requests.toJson())));
        router.delete("/sim/requests").handler(context -> {
            requests.clear();
            context.response().setStatusCode(204).end();
        });
        router.get("/q/health*")
                .handler(context ->
                        answer(context, new JsonObject().put("status", "UP").put("checks", new JsonArray())));
    }

    private static void answer(RoutingContext context, JsonObject body) {
        context.response().putHeader("content-type", "application/json").end(body.toBuffer());
    }
}
