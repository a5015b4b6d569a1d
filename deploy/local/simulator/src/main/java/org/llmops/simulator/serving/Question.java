package org.llmops.simulator.serving;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;
import java.util.Optional;

/** A request as an operation sees it. */
public record Question(RoutingContext context, Dialect dialect) {

    /** A part of the path that has that name. */
    public String path(String name) {
        return Objects.requireNonNullElse(context.pathParam(name), "");
    }

    public Optional<String> query(String name) {
        return context.queryParam(name).stream().findFirst();
    }

    /** The body, if it is a JSON object or a form. */
    public Fields body() {
        return Fields.parse(Body.of(context), context.request().getHeader(HttpHeaders.CONTENT_TYPE), dialect);
    }
}
