package org.llmops.router;

import org.llmops.platform.problem.ProblemKind;
import org.llmops.platform.problem.ProblemType;

/** Everything a caller of the router may have to handle. Names are part of the API. */
public enum RouterProblem implements ProblemType {
    KEY_UNKNOWN(ProblemKind.NOT_FOUND, "API key does not exist"),
    KEY_EXPIRY_PAST(ProblemKind.INVALID, "API key would be expired from the start"),
    KEY_INACTIVE(ProblemKind.CONFLICT, "API key is not accepted any more"),
    LIMIT_UNKNOWN(ProblemKind.NOT_FOUND, "Limit does not exist"),
    LIMIT_EXISTS(ProblemKind.CONFLICT, "Limit exists already"),
    LIMIT_INVALID(ProblemKind.INVALID, "Limit is invalid"),
    PROVIDER_UNKNOWN(ProblemKind.NOT_FOUND, "Provider does not exist"),
    PROVIDER_EXISTS(ProblemKind.CONFLICT, "Provider exists already"),
    PROVIDER_IN_USE(ProblemKind.CONFLICT, "Provider is in use by a route"),
    PROVIDER_INVALID(ProblemKind.INVALID, "Provider is invalid"),
    BASE_URL_REFUSED(ProblemKind.INVALID, "Base URL is refused"),
    ROUTE_UNKNOWN(ProblemKind.NOT_FOUND, "Route does not exist"),
    ROUTE_INVALID(ProblemKind.INVALID, "Route is invalid"),
    ROUTE_IN_USE(ProblemKind.CONFLICT, "Route is in use by another route"),
    DECISION_INVALID(ProblemKind.INVALID, "Decision cannot be read"),
    ROUTE_VERSION_UNKNOWN(ProblemKind.NOT_FOUND, "Route version does not exist"),
    ROUTE_TARGET_UNKNOWN(ProblemKind.UNPROCESSABLE, "Route target does not exist"),
    CHANGED_MEANWHILE(ProblemKind.PRECONDITION_FAILED, "It was changed meanwhile"),
    RECORDING_UNAVAILABLE(ProblemKind.UNAVAILABLE, "Calls cannot be recorded"),
    CREDENTIAL_UNKNOWN(ProblemKind.NOT_FOUND, "Credential does not exist"),
    CREDENTIAL_EXISTS(ProblemKind.CONFLICT, "Credential exists already"),
    CREDENTIAL_KEYS_AWAY(ProblemKind.UNAVAILABLE, "Keys for credentials are away");

    private final ProblemKind kind;
    private final String title;

    RouterProblem(ProblemKind kind, String title) {
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
