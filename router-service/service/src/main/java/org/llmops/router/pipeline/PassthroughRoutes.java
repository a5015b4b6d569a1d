package org.llmops.router.pipeline;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import org.llmops.router.exchange.Operation;
import org.llmops.router.wire.passthrough.Endpoint;
import org.llmops.router.wire.passthrough.PassthroughFormat;

/** The endpoints that pass as they are. */
@ApplicationScoped
class PassthroughRoutes {
    private static final String PREFIX = "/v1";

    private final InferenceRoutes calls;

    PassthroughRoutes(InferenceRoutes calls) {
        this.calls = calls;
    }

    void register(@Observes Router router) {
        post(router, "/moderations", Operation.MODERATIONS, Endpoint.MODERATIONS);
        post(router, "/images/generations", Operation.IMAGES, Endpoint.IMAGE_GENERATIONS);
        post(router, "/images/edits", Operation.IMAGES, Endpoint.IMAGE_EDITS);
        post(router, "/images/variations", Operation.IMAGES, Endpoint.IMAGE_VARIATIONS);
        post(router, "/audio/speech", Operation.SPEECH, Endpoint.SPEECH);
        post(router, "/audio/transcriptions", Operation.TRANSCRIPTIONS, Endpoint.TRANSCRIPTIONS);
        post(router, "/audio/translations", Operation.TRANSCRIPTIONS, Endpoint.TRANSLATIONS);
        post(router, "/rerank", Operation.RERANK, Endpoint.RERANK);
        any(router, "/files", Operation.FILES, Endpoint.FILES);
        any(router, "/batches", Operation.BATCHES, Endpoint.BATCHES);
    }

    private void post(Router router, String path, Operation operation, Endpoint endpoint) {
        router.post(PREFIX + path)
                .order(InferenceRoutes.BEFORE_SECURITY)
                .handler(request -> pass(request, operation, endpoint));
    }

    /** The collection and all that is in it. */
    private void any(Router router, String path, Operation operation, Endpoint endpoint) {
        for (String place : new String[] {path, path + "/*"}) {
            for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE}) {
                router.route(method, PREFIX + place)
                        .order(InferenceRoutes.BEFORE_SECURITY)
                        .handler(request -> pass(request, operation, endpoint));
            }
        }
    }

    private void pass(RoutingContext context, Operation operation, Endpoint endpoint) {
        HttpServerRequest request = context.request();
        // Normalised: a path may not climb out of what it belongs to.
        String path = context.normalizedPath().substring(PREFIX.length());
        String query = request.query() == null ? "" : "?" + request.query();
        calls.call(
                context,
                operation,
                new PassthroughFormat(
                        endpoint,
                        request.method().name(),
                        path + query,
                        Objects.requireNonNullElse(request.getHeader("Content-Type"), "")));
    }
}
