package org.llmops.platform.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.RouteConstants;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Tells who sends too long a body what the limit is, where Quarkus would answer with a bare status: in a problem, or, when
 * the body's length was not announced and Quarkus itself notices, in the status line.
 */
@Singleton
class BodyLimit {
    /** A body up to so many times the limit is read to its end: who is still sending does not hear an answer. */
    private static final int READ_TO_THE_END = 8;

    private final long maxBytes;
    private final ObjectMapper json;

    BodyLimit(VertxHttpConfig http, ObjectMapper json) {
        this.maxBytes =
                http.limits().maxBodySize().map(size -> size.asLongValue()).orElse(Long.MAX_VALUE);
        this.json = json;
    }

    /** At the place of Quarkus' own check, and before it, since that is registered later. */
    void register(@Observes Router router) {
        router.route().order(RouteConstants.ROUTE_ORDER_UPLOAD_LIMIT).handler(this::check);
    }

    Problem problem() {
        return RequestProblem.BODY_TOO_LARGE.because(
                "A body may have " + maxBytes + " bytes: send less at once, or in several requests");
    }

    private void check(RoutingContext exchange) {
        long announced = announced(exchange.request());
        if (announced <= maxBytes) {
            exchange.addHeadersEndHandler(written -> sayLimit(exchange.response()));
            exchange.next();
        } else if (announced / READ_TO_THE_END > maxBytes) {
            refuse(exchange);
        } else {
            exchange.request()
                    .endHandler(read -> refuse(exchange))
                    .handler(ignored -> {})
                    .resume();
        }
    }

    private void sayLimit(HttpServerResponse response) {
        if (response.getStatusCode() == RequestProblem.BODY_TOO_LARGE.kind().httpStatus()
                && !response.headers().contains(HttpHeaders.CONTENT_TYPE)) {
            response.setStatusMessage("Request body is over " + maxBytes + " bytes");
        }
    }

    private void refuse(RoutingContext exchange) {
        Problem problem = problem();
        exchange.response()
                .setStatusCode(problem.type().kind().httpStatus())
                .putHeader(HttpHeaders.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE.toString())
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(written(problem)))
                .onComplete(told -> exchange.request().connection().close());
    }

    private byte[] written(Problem problem) {
        try {
            return json.writeValueAsBytes(ProblemDocument.of(problem));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A problem can be written as JSON", impossible);
        }
    }

    /** What is no number is left to who reads the body. */
    private static long announced(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
