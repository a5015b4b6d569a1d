package org.llmops.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * A problem as RFC 9457 writes it.
 *
 * @param type `urn:llmops:problem:` and the problem's name
 * @param title the same for every occurrence
 * @param status the HTTP status
 * @param detail what is wrong with this request
 * @param errors the fields at fault; left out when it is not about fields
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProblemDocument(String type, String title, int status, String detail, List<FieldError> errors) {
    public static final MediaType MEDIA_TYPE = new MediaType("application", "problem+json");

    static final String TYPE_PREFIX = "urn:llmops:problem:";

    public static ProblemDocument of(Problem problem) {
        return new ProblemDocument(
                TYPE_PREFIX + problem.type().name(),
                problem.type().title(),
                problem.type().kind().httpStatus(),
                problem.detail(),
                problem.errors());
    }

    static Response response(Problem problem) {
        return Response.status(problem.type().kind().httpStatus())
                .type(MEDIA_TYPE)
                .entity(of(problem))
                .build();
    }
}
