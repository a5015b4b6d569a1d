package org.llmops.platform.problem;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.CompositeException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Answers every failure of a REST request with a problem document. */
class RestProblems {
    private static final Logger log = Logger.getLogger(RestProblems.class);

    private final BodyLimit bodyLimit;
    private final ExpectedForm expected;

    RestProblems(BodyLimit bodyLimit, ObjectMapper mapper) {
        this.bodyLimit = bodyLimit;
        this.expected = new ExpectedForm(mapper);
    }

    @ServerExceptionMapper
    Response problem(Problem problem) {
        return ProblemDocument.response(problem);
    }

    @ServerExceptionMapper
    Response invalid(ConstraintViolationException invalid) {
        List<FieldError> errors = invalid.getConstraintViolations().stream()
                .map(violation -> new FieldError(field(violation), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::field))
                .toList();
        return ProblemDocument.response(RequestProblem.FIELD_INVALID.at(errors));
    }

    @ServerExceptionMapper
    Response malformed(JsonProcessingException malformed) {
        return ProblemDocument.response(asProblem(malformed));
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response unauthenticated(SecurityException unauthenticated) {
        Response answer = ProblemDocument.response(RequestProblem.UNAUTHENTICATED.because(
                "Send 'Authorization: Bearer <token>' with a token that is valid now"));
        return Response.fromResponse(answer)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response forbidden(ForbiddenException forbidden) {
        return ProblemDocument.response(
                RequestProblem.ROLE_MISSING.because("None of the caller's roles may do this; ask an administrator"));
    }

    @ServerExceptionMapper
    Response web(WebApplicationException failure) {
        if (failure.getCause() instanceof JsonProcessingException malformed) {
            return malformed(malformed);
        }
        return switch (failure.getResponse().getStatus()) {
            case 400 -> answer(RequestProblem.FIELD_INVALID, failure, "The request is malformed");
            case 401 -> answer(RequestProblem.UNAUTHENTICATED, failure, "Credentials are missing or invalid");
            case 403 -> answer(RequestProblem.ROLE_MISSING, failure, "None of the caller's roles may do this");
            case 404 -> answer(RequestProblem.PATH_UNKNOWN, failure, "Check the path and the form of its parameters");
            case 405 -> answer(RequestProblem.METHOD_NOT_ALLOWED, failure, "Use another method");
            case 406 -> answer(RequestProblem.NOT_ACCEPTABLE, failure, "Accept application/json");
            case 413 -> ProblemDocument.response(bodyLimit.problem());
            case 415 ->
                answer(
                        RequestProblem.MEDIA_TYPE_UNSUPPORTED,
                        failure,
                        "Send application/json, or what /q/openapi names here");
            default -> failure.getResponse();
        };
    }

    @ServerExceptionMapper
    Response bug(Throwable bug) {
        if (bug instanceof CompositeException composite
                && composite.getCauses().getFirst() instanceof Problem problem) {
            return problem(problem);
        }
        log.error("Request failed", bug);
        return ProblemDocument.response(
                RequestProblem.INTERNAL.because("The failure is logged; try again, and report it if it stays"));
    }

    private static Response answer(RequestProblem type, WebApplicationException failure, String detail) {
        Response answer = ProblemDocument.response(type.because(detail));
        String allow = failure.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return allow == null
                ? answer
                : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    /** Says where the JSON is wrong, without Java's class names. */
    private Problem asProblem(JsonProcessingException malformed) {
        if (malformed instanceof JsonMappingException mapping && !(mapping.getCause() instanceof JsonParseException)) {
            Problem cause = cause(mapping);
            String field = fieldOf(mapping);
            if (cause != null) {
                return cause.errors().isEmpty() && !field.isEmpty()
                        ? cause.type().at(field, cause.detail())
                        : cause;
            }
            if (mapping instanceof UnrecognizedPropertyException unknown) {
                String known = unknown.getKnownPropertyIds() == null
                        ? ""
                        : "; known are "
                                + unknown.getKnownPropertyIds().stream()
                                        .map(String::valueOf)
                                        .sorted()
                                        .collect(Collectors.joining(", "));
                return RequestProblem.FIELD_INVALID.at(field, "There is no such field" + known);
            }
            if (!field.isEmpty()) {
                return RequestProblem.FIELD_INVALID.at(field, expected.of(mapping));
            }
        }
        var location = malformed.getLocation();
        return RequestProblem.BODY_MALFORMED.because(
                location == null
                        ? "The body is not valid JSON"
                        : "The body is not valid JSON in UTF-8 near line %d, column %d"
                                .formatted(location.getLineNr(), location.getColumnNr()));
    }

    private static @Nullable Problem cause(JsonMappingException mapping) {
        for (Throwable cause = mapping.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return problem;
            }
        }
        return null;
    }

    private static String fieldOf(JsonMappingException mapping) {
        StringBuilder field = new StringBuilder();
        for (JsonMappingException.Reference step : mapping.getPath()) {
            if (step.getFieldName() == null) {
                field.append('[').append(step.getIndex()).append(']');
            } else {
                field.append(field.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return field.toString();
    }

    /** The path below the method and its parameter, in the spelling of the JSON. */
    private static String field(ConstraintViolation<?> violation) {
        List<Path.Node> nodes = StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
        int from = nodes.size() > 2 ? 2 : nodes.size() - 1;
        return nodes.subList(from, nodes.size()).stream()
                .map(Path.Node::toString)
                .map(RestProblems::snakeCase)
                .collect(Collectors.joining("."));
    }

    private static String snakeCase(String name) {
        return name.chars()
                .mapToObj(c -> Character.isUpperCase(c) ? "_" + (char) Character.toLowerCase(c) : "" + (char) c)
                .collect(Collectors.joining());
    }
}
