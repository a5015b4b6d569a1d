package org.llmops.simulator.serving;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Reads a request's body as it is, forms included, up to a limit. */
record Body(long limitBytes) implements Handler<RoutingContext> {

    private static final String KEY = Body.class.getName();
    private static final int TOO_LARGE = 413;

    /** The body, if it has been read. */
    static @Nullable Buffer of(RoutingContext context) {
        return context.get(KEY);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (of(context) != null) {
            context.next();
        } else if (declaredBytes(request) > limitBytes) {
            context.fail(TOO_LARGE);
        } else {
            Buffer body = Buffer.buffer();
            request.handler(chunk -> append(context, body, chunk));
            request.endHandler(ignored -> {
                if (!context.failed()) {
                    context.put(KEY, body);
                    context.next();
                }
            });
            request.resume();
        }
    }

    private void append(RoutingContext context, Buffer body, Buffer chunk) {
        if (context.failed()) {
            return;
        }
        if (body.length() + chunk.length() > limitBytes) {
            context.fail(TOO_LARGE);
        } else {
            body.appendBuffer(chunk);
        }
    }

    private static long declaredBytes(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }
}
