package org.llmops.router.rpc;

import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.llmops.router.v1.InferenceServiceGrpc;

/**
 * Notices clients that cancel while they are being answered. The framework hears of a cancelled stream through its
 * request, and the request of such a call has ended long before.
 */
@ApplicationScoped
public final class HangUps {
    private static final Object RESPONSE = new Object();
    /** Before the handler that takes the calls. */
    private static final int FIRST = Integer.MIN_VALUE;

    void register(@Observes Router router) {
        router.route("/" + InferenceServiceGrpc.SERVICE_NAME + "/*")
                .order(FIRST)
                .handler(call -> {
                    Context context = call.vertx().getOrCreateContext();
                    context.putLocal(RESPONSE, call.response());
                    call.next();
                });
    }

    /**
     * To be run when the client of the call hangs up.
     *
     * @param context in which the call came in
     */
    public static void onHangUp(Context context, Runnable consequence) {
        HttpServerResponse response = context.getLocal(RESPONSE);
        if (response != null) {
            response.closeHandler(closed -> {
                if (!response.ended()) {
                    consequence.run();
                }
            });
        }
    }
}
