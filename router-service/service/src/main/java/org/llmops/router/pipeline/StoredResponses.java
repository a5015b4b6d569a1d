package org.llmops.router.pipeline;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.wire.responses.ResponsesFormat;

/** Responses are not kept to be asked for: what a client wants to go on with it sends again. */
final class StoredResponses {
    private StoredResponses() {}

    static void register(Router router, int order) {
        router.get("/v1/responses/:id").order(order).handler(StoredResponses::unknown);
        router.delete("/v1/responses/:id").order(order).handler(StoredResponses::unknown);
        router.get("/v1/responses/:id/input_items").order(order).handler(StoredResponses::unknown);
        router.route(HttpMethod.POST, "/v1/responses/:id/cancel").order(order).handler(StoredResponses::unknown);
    }

    private static void unknown(RoutingContext request) {
        var refusal = RefusalReason.RESPONSE_UNKNOWN.because(
                "Responses are not stored here: none can be read, cancelled or deleted, and its input items cannot be"
                        + " listed. Send what came before as input items, with \"store\": false.");
        request.response()
                .setStatusCode(refusal.httpStatus())
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(ResponsesFormat.RESPONSES.error(refusal, "")));
    }
}
