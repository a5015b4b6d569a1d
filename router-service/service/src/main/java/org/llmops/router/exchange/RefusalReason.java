package org.llmops.router.exchange;

import org.jspecify.annotations.Nullable;
import org.llmops.router.v1.CallStatus;

/** Everything the inference surface may refuse a call for: OpenAI's status, type and code for each. */
public enum RefusalReason {
    API_KEY_INVALID(401, "invalid_request_error", "invalid_api_key"),
    CALLER_FORBIDDEN(403, "invalid_request_error", "forbidden"),
    REQUEST_INVALID(400, "invalid_request_error", null),
    PARAMETER_MISSING(400, "invalid_request_error", "missing_required_parameter"),
    PARAMETER_UNSUPPORTED(400, "invalid_request_error", "unsupported_parameter"),
    BODY_TOO_LARGE(413, "invalid_request_error", "request_too_large"),
    MEDIA_TYPE_UNSUPPORTED(415, "invalid_request_error", "unsupported_media_type"),
    PROMPT_UNKNOWN(404, "invalid_request_error", "prompt_not_found"),
    PROMPT_VARIABLES_WRONG(400, "invalid_request_error", "invalid_prompt_variables"),
    MODEL_UNKNOWN(404, "invalid_request_error", "model_not_found"),
    INPUT_BLOCKED(400, "invalid_request_error", "content_policy_violation", CallStatus.CALL_STATUS_BLOCKED),
    RATE_LIMITED(429, "requests", "rate_limit_exceeded"),
    BUDGET_EXHAUSTED(429, "insufficient_quota", "insufficient_quota"),
    MODEL_UNPRICED(403, "invalid_request_error", "model_unpriced"),
    PROMPTS_AWAY(503, "server_error", "prompt_registry_unavailable"),
    GUARDRAILS_AWAY(503, "server_error", "guardrails_unavailable"),
    COSTS_AWAY(503, "server_error", "cost_service_unavailable"),
    RECORDING_AWAY(503, "server_error", "recording_unavailable"),
    IDENTITY_AWAY(503, "server_error", "identity_unavailable"),
    PROVIDER_REJECTED(400, "invalid_request_error", null, CallStatus.CALL_STATUS_FAILED),
    PROVIDER_LIMITED(429, "requests", "rate_limit_exceeded", CallStatus.CALL_STATUS_FAILED),
    PROVIDER_TIMED_OUT(504, "server_error", "provider_timeout", CallStatus.CALL_STATUS_FAILED),
    PROVIDER_FAILED(503, "server_error", "provider_unavailable", CallStatus.CALL_STATUS_FAILED),
    CLIENT_GONE(499, "invalid_request_error", "client_gone", CallStatus.CALL_STATUS_CANCELLED),
    INTERNAL(500, "server_error", "internal_error", CallStatus.CALL_STATUS_FAILED);

    private final int httpStatus;
    private final String type;
    private final @Nullable String code;
    private final CallStatus callStatus;

    RefusalReason(int httpStatus, String type, @Nullable String code) {
        this(httpStatus, type, code, CallStatus.CALL_STATUS_REFUSED);
    }

    RefusalReason(int httpStatus, String type, @Nullable String code, CallStatus callStatus) {
        this.httpStatus = httpStatus;
        this.type = type;
        this.code = code;
        this.callStatus = callStatus;
    }

    int httpStatus() {
        return httpStatus;
    }

    String type() {
        return type;
    }

    @Nullable
    String code() {
        return code;
    }

    CallStatus callStatus() {
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
