package org.llmops.simulator.gemini;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Fault;
import org.llmops.simulator.serving.Frame;
import org.llmops.simulator.serving.JsonType;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.Refusal;

/** Google's errors: {@code {"error": {code, message, status, details}}}. */
final class GeminiDialect implements Dialect {

    static final GeminiDialect GEMINI = new GeminiDialect();

    private static final String INVALID = "INVALID_ARGUMENT";

    private GeminiDialect() {}

    /** The key comes in a header or in the query; Vertex AI takes a token. */
    @Override
    public void admit(HttpServerRequest request) {
        if (!request.headers().contains("x-goog-api-key")
                && request.getParam("key") == null
                && !request.headers().contains(HttpHeaders.AUTHORIZATION)) {
            throw refusal(
                    403,
                    "PERMISSION_DENIED",
                    "Method doesn't allow unregistered callers. Please use API Key or other form of API consumer"
                            + " identity to call this API.");
        }
    }

    @Override
    public JsonObject error(Refusal refusal, String requestId) {
        JsonObject error = new JsonObject()
                .put("code", refusal.status())
                .put("message", refusal.message())
                .put("status", refusal.type());
        if (refusal.status() == 429) {
            error.put(
                    "details",
                    JsonArray.of(new JsonObject()
                            .put("@type", "type.googleapis.com/google.rpc.RetryInfo")
                            .put("retryDelay", "1s")));
        }
        return new JsonObject().put("error", error);
    }

    @Override
    public Frame errorFrame(Refusal refusal, String requestId) {
        return Frame.data(error(refusal, requestId), 0);
    }

    @Override
    public String requestIdHeader() {
        return "x-request-id";
    }

    @Override
    public Refusal refusal(Fault fault, Model model) {
        return switch (fault) {
            case RATE_LIMITED ->
                refusal(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota. Please retry in 1s.")
                        .with(Map.of("retry-after", "1"));
            case UNAUTHORIZED -> refusal(400, INVALID, "API key not valid. Please pass a valid API key.");
            case CONTEXT_LENGTH -> promptTooLong(model, model.contextWindow() + 1);
            case OVERLOADED -> refusal(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
            case ERROR, STREAM_ERROR, STALL, CUT, MALFORMED -> broken();
        };
    }

    Refusal promptTooLong(Model model, int tokens) {
        return refusal(
                400,
                INVALID,
                "The input token count (" + tokens + ") exceeds the maximum number of tokens allowed ("
                        + model.contextWindow() + ").");
    }

    @Override
    public Refusal broken() {
        return refusal(500, "INTERNAL", "An internal error has occurred. Please retry.");
    }

    @Override
    public Refusal bodyUnreadable() {
        return refusal(400, INVALID, "Invalid JSON payload received. Unexpected end of string.");
    }

    @Override
    public Refusal bodyTooLarge(long limitBytes) {
        return refusal(400, INVALID, "Request payload size exceeds the limit: " + limitBytes + " bytes.");
    }

    @Override
    public Refusal urlUnknown(String method, String path) {
        return refusal(404, "NOT_FOUND", "The requested URL " + path + " was not found on this server.");
    }

    @Override
    public Refusal modelUnknown(String model) {
        return refusal(
                404,
                "NOT_FOUND",
                "models/" + model + " is not found for API version v1beta, or is not supported for generateContent.");
    }

    @Override
    public Refusal missing(String path) {
        return refusal(400, INVALID, "* " + path + ": " + path + " is not specified\n");
    }

    @Override
    public Refusal mistyped(String path, JsonType expected, @Nullable Object actual) {
        return refusal(
                400,
                INVALID,
                "Invalid value at '" + path + "' (TYPE_" + expected.name() + "), "
                        + String.valueOf(actual).toLowerCase(Locale.ROOT));
    }

    @Override
    public Refusal invalid(String path, String detail) {
        return refusal(400, INVALID, "Invalid value at '" + path + "': " + detail);
    }

    @Override
    public String element(String path, int index) {
        return path + "[" + index + "]";
    }

    private static Refusal refusal(int status, String type, String message) {
        return new Refusal(status, type, message, null, null);
    }
}
