package org.llmops.router.refusal;

import org.jspecify.annotations.Nullable;
import org.llmops.router.v1.CallStatus;

/** Everything a call may be refused for: who is to blame, and OpenAI's status, type and code. */
public enum RefusalReason {
    API_KEY_INVALID(FaultDomain.CALLER, 401, "invalid_request_error", "invalid_api_key"),
    CALLER_FORBIDDEN(FaultDomain.CALLER, 403, "invalid_request_error", "forbidden"),
    REQUEST_INVALID(FaultDomain.CALLER, 400, "invalid_request_error", ""),
    PARAMETER_MISSING(FaultDomain.CALLER, 400, "invalid_request_error", "missing_required_parameter"),
    PARAMETER_UNSUPPORTED(FaultDomain.CALLER, 400, "invalid_request_error", "unsupported_parameter"),
    BODY_TOO_LARGE(FaultDomain.CALLER, 413, "invalid_request_error", "request_too_large"),
    HEADERS_TOO_LARGE(FaultDomain.CALLER, 431, "invalid_request_error", "headers_too_large"),
    PATH_UNKNOWN(FaultDomain.CALLER, 404, "invalid_request_error", "unknown_url"),
    METHOD_UNSUPPORTED(FaultDomain.CALLER, 405, "invalid_request_error", "method_not_supported"),
    MEDIA_TYPE_UNSUPPORTED(FaultDomain.CALLER, 415, "invalid_request_error", "unsupported_media_type"),
    PROMPT_UNKNOWN(FaultDomain.CALLER, 404, "invalid_request_error", "prompt_not_found"),
    PROMPT_VARIABLES_WRONG(FaultDomain.CALLER, 400, "invalid_request_error", "invalid_prompt_variables"),
    RESPONSE_UNKNOWN(FaultDomain.CALLER, 404, "invalid_request_error", "response_not_found"),
    MODEL_UNKNOWN(FaultDomain.CALLER, 404, "invalid_request_error", "model_not_found"),
    NOT_CACHED(FaultDomain.CALLER, 504, "invalid_request_error", "not_cached"),
    INPUT_BLOCKED(
            FaultDomain.POLICY,
            400,
            "invalid_request_error",
            "content_policy_violation",
            CallStatus.CALL_STATUS_BLOCKED),
    RATE_LIMITED(FaultDomain.POLICY, 429, "requests", "rate_limit_exceeded"),
    TOKENS_LIMITED(FaultDomain.POLICY, 429, "tokens", "rate_limit_exceeded"),
    BUDGET_EXHAUSTED(FaultDomain.POLICY, 429, "insufficient_quota", "insufficient_quota"),
    MODEL_UNPRICED(FaultDomain.POLICY, 403, "invalid_request_error", "model_unpriced"),
    PROMPTS_AWAY(FaultDomain.GATEWAY, 503, "server_error", "prompt_registry_unavailable"),
    GUARDRAILS_AWAY(FaultDomain.GATEWAY, 503, "server_error", "guardrails_unavailable"),
    LIMITS_AWAY(FaultDomain.GATEWAY, 503, "server_error", "rate_limits_unavailable"),
    COSTS_AWAY(FaultDomain.GATEWAY, 503, "server_error", "cost_service_unavailable"),
    RECORDING_AWAY(FaultDomain.GATEWAY, 503, "server_error", "recording_unavailable"),
    IDENTITY_AWAY(FaultDomain.GATEWAY, 503, "server_error", "identity_unavailable"),
    TARGET_BUSY(FaultDomain.GATEWAY, 503, "server_error", "target_busy"),
    SHUTTING_DOWN(FaultDomain.GATEWAY, 503, "server_error", "shutting_down"),
    PROVIDER_REJECTED(FaultDomain.PROVIDER, 400, "invalid_request_error", "", CallStatus.CALL_STATUS_FAILED),
    PROVIDER_LIMITED(FaultDomain.PROVIDER, 429, "requests", "rate_limit_exceeded", CallStatus.CALL_STATUS_FAILED),
    PROVIDER_TIMED_OUT(FaultDomain.PROVIDER, 504, "server_error", "provider_timeout", CallStatus.CALL_STATUS_FAILED),
    PROVIDER_FAILED(FaultDomain.PROVIDER, 503, "server_error", "provider_unavailable", CallStatus.CALL_STATUS_FAILED),
    CLIENT_GONE(FaultDomain.CALLER, 499, "invalid_request_error", "client_gone", CallStatus.CALL_STATUS_CANCELLED),
    INTERNAL(FaultDomain.GATEWAY, 500, "server_error", "internal_error", CallStatus.CALL_STATUS_FAILED);

    private final FaultDomain domain;
    private final int httpStatus;
    private final String type;
    private final String code;
    private final CallStatus callStatus;

    RefusalReason(FaultDomain domain, int httpStatus, String type, String code) {
        this(domain, httpStatus, type, code, CallStatus.CALL_STATUS_REFUSED);
    }

    RefusalReason(FaultDomain domain, int httpStatus, String type, String code, CallStatus callStatus) {
        this.domain = domain;
        this.httpStatus = httpStatus;
        this.type = type;
        this.code = code;
        this.callStatus = callStatus;
    }

    /** Who has to change something. */
    public FaultDomain domain() {
        return domain;
    }

    int httpStatus() {
        return httpStatus;
    }

    /** What kind of error it is in OpenAI's terms. */
    public String type() {
        return type;
    }

    String code() {
        return code;
    }

    /** As call records name it. */
    public CallStatus callStatus() {
        return callStatus;
    }

    /** A refusal that no parameter of the request is to blame for. */
    public Refusal because(String message) {
        return Refusal.of(this, null, message);
    }

    /** A refusal that one parameter of the request is to blame for. */
    public Refusal at(@Nullable String param, String message) {
        return Refusal.of(this, param, message);
    }
}
