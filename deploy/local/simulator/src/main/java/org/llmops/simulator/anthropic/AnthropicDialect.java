package org.llmops.simulator.anthropic;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Fault;
import org.llmops.simulator.serving.Frame;
import org.llmops.simulator.serving.JsonType;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Refusal;

/** Anthropic's errors: {@code {"type": "error", "error": {type, message}, "request_id"}}. */
final class AnthropicDialect implements Dialect {

    static final AnthropicDialect ANTHROPIC = new AnthropicDialect();

    private static final String INVALID = "invalid_request_error";
    private static final Map<String, String> RETRY_IN_A_SECOND = Map.of(
            "retry-after", "1",
            "anthropic-ratelimit-requests-limit", "60",
            "anthropic-ratelimit-requests-remaining", "0");

    private AnthropicDialect() {}

    @Override
    public void admit(HttpServerRequest request) {
        MultiMap headers = request.headers();
        if (!headers.contains("x-api-key") && !headers.contains(HttpHeaders.AUTHORIZATION)) {
            throw refusal(401, "authentication_error", "x-api-key header is required");
        }
        if (!headers.contains("anthropic-version")) {
            throw refusal(400, INVALID, "anthropic-version: header is required");
        }
    }

    @Override
    public JsonObject error(Refusal refusal, String requestId) {
        return new JsonObject()
                .put("type", "error")
                .put("error", new JsonObject().put("type", refusal.type()).put("message", refusal.message()))
                .put("request_id", requestId);
    }

    @Override
    public Frame errorFrame(Refusal refusal, String requestId) {
        return Frame.event("error", error(refusal, requestId), 0);
    }

    @Override
    public String requestIdHeader() {
        return "request-id";
    }

    @Override
    public Refusal refusal(Fault fault, Model model) {
        return switch (fault) {
            case RATE_LIMITED ->
                refusal(429, "rate_limit_error", "This request would exceed your rate limit of 60 requests per minute.")
                        .with(RETRY_IN_A_SECOND);
            case UNAUTHORIZED -> refusal(401, "authentication_error", "invalid x-api-key");
            case CONTEXT_LENGTH -> promptTooLong(model, model.contextWindow() + 1);
            case OVERLOADED, STREAM_ERROR -> refusal(529, "overloaded_error", "Overloaded");
            case ERROR, STALL, CUT, MALFORMED -> broken();
        };
    }

    Refusal promptTooLong(Model model, int tokens) {
        return refusal(
                400, INVALID, "prompt is too long: " + tokens + " tokens > " + model.contextWindow() + " maximum");
    }

    @Override
    public Refusal broken() {
        return refusal(500, "api_error", "Internal server error");
    }

    @Override
    public Refusal bodyUnreadable() {
        return refusal(400, INVALID, "The request body is not valid JSON.");
    }

    @Override
    public Refusal bodyTooLarge(long limitBytes) {
        return refusal(413, "request_too_large", "Request exceeds the maximum size of " + limitBytes + " bytes");
    }

    @Override
    public Refusal urlUnknown(String method, String path) {
        return refusal(404, "not_found_error", "Not found");
    }

    @Override
    public Refusal modelUnknown(String model) {
        return refusal(404, "not_found_error", "model: " + model);
    }

    @Override
    public Refusal missing(String path) {
        return refusal(400, INVALID, path + ": Field required");
    }

    @Override
    public Refusal mistyped(String path, JsonType expected, @Nullable Object actual) {
        String name = switch (expected) {
            case STRING -> "string";
            case INTEGER -> "integer";
            case NUMBER -> "number";
            case BOOLEAN -> "boolean";
            case ARRAY -> "list";
            case OBJECT -> "dictionary";
            case NULL -> "null";
        };
        return refusal(400, INVALID, path + ": Input should be a valid " + name);
    }

    @Override
    public Refusal invalid(String path, String detail) {
        return refusal(400, INVALID, path + ": " + detail);
    }

    @Override
    public String element(String path, int index) {
        return path + "." + index;
    }

    private static Refusal refusal(int status, String type, String message) {
        return new Refusal(status, type, message, null, null);
    }
}
