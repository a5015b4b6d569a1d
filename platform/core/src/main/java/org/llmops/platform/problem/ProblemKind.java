package org.llmops.platform.problem;

import io.grpc.Status;

/** What sort of failure a problem is; decides its HTTP status and its gRPC code. */
public enum ProblemKind {
    INVALID(400, Status.Code.INVALID_ARGUMENT),
    UNAUTHENTICATED(401, Status.Code.UNAUTHENTICATED),
    FORBIDDEN(403, Status.Code.PERMISSION_DENIED),
    NOT_FOUND(404, Status.Code.NOT_FOUND),
    METHOD_NOT_ALLOWED(405, Status.Code.UNIMPLEMENTED),
    NOT_ACCEPTABLE(406, Status.Code.INVALID_ARGUMENT),
    CONFLICT(409, Status.Code.ALREADY_EXISTS),
    PRECONDITION_FAILED(412, Status.Code.FAILED_PRECONDITION),
    TOO_LARGE(413, Status.Code.OUT_OF_RANGE),
    UNSUPPORTED_MEDIA_TYPE(415, Status.Code.INVALID_ARGUMENT),
    UNPROCESSABLE(422, Status.Code.INVALID_ARGUMENT),
    EXHAUSTED(429, Status.Code.RESOURCE_EXHAUSTED),
    INTERNAL(500, Status.Code.INTERNAL),
    UNAVAILABLE(503, Status.Code.UNAVAILABLE);

    private final int httpStatus;
    private final Status.Code grpcCode;

    ProblemKind(int httpStatus, Status.Code grpcCode) {
        this.httpStatus = httpStatus;
        this.grpcCode = grpcCode;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public Status.Code grpcCode() {
        return grpcCode;
    }
}
