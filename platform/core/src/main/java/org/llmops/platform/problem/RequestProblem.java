package org.llmops.platform.problem;

/** What can be wrong with a request before any service's own rules are asked. */
public enum RequestProblem implements ProblemType {
    BODY_MALFORMED(ProblemKind.INVALID, "Request body is malformed"),
    FIELD_INVALID(ProblemKind.INVALID, "A field is invalid"),
    CURSOR_MALFORMED(ProblemKind.INVALID, "Cursor is malformed"),
    UNAUTHENTICATED(ProblemKind.UNAUTHENTICATED, "Credentials are missing or invalid"),
    ROLE_MISSING(ProblemKind.FORBIDDEN, "The caller's roles do not allow this"),
    PATH_UNKNOWN(ProblemKind.NOT_FOUND, "Nothing is served here"),
    METHOD_NOT_ALLOWED(ProblemKind.METHOD_NOT_ALLOWED, "Method is not allowed here"),
    NOT_ACCEPTABLE(ProblemKind.NOT_ACCEPTABLE, "No representation is acceptable"),
    MEDIA_TYPE_UNSUPPORTED(ProblemKind.UNSUPPORTED_MEDIA_TYPE, "Media type is not supported"),
    BODY_TOO_LARGE(ProblemKind.TOO_LARGE, "Request body is too large"),
    IDEMPOTENCY_KEY_MALFORMED(ProblemKind.INVALID, "Idempotency-Key is malformed"),
    IDEMPOTENCY_KEY_REUSED(ProblemKind.UNPROCESSABLE, "Idempotency-Key was used for another request"),
    IDEMPOTENCY_KEY_BUSY(ProblemKind.CONFLICT, "The first request with this Idempotency-Key has no recorded answer"),
    INTERNAL(ProblemKind.INTERNAL, "Something went wrong on our side");

    private final ProblemKind kind;
    private final String title;

    RequestProblem(ProblemKind kind, String title) {
        this.kind = kind;
        this.title = title;
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }

    @Override
    public String title() {
        return title;
    }
}
