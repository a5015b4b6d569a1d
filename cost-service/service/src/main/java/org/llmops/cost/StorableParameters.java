package org.llmops.cost;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.llmops.platform.problem.RequestProblem;

/** Refuses parameters that PostgreSQL has no characters for, and names them. */
class StorableParameters {
    @ServerRequestFilter
    public void check(UriInfo asked) {
        check(asked.getQueryParameters());
        check(asked.getPathParameters());
    }

    private static void check(MultivaluedMap<String, String> parameters) {
        parameters.forEach((name, values) -> {
            if (Stream.concat(Stream.of(name), values.stream()).anyMatch(text -> !StorableText.isStorable(text))) {
                throw RequestProblem.FIELD_INVALID.at(name.replace('\0', ' '), StorableText.HINT);
            }
        });
    }
}
