package org.llmops.simulator.openai;

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

/** OpenAI's errors: {@code {"error": {message, type, param, code}}}. Keys come as OpenAI or as Azure sends them. */
public final class OpenAiDialect implements Dialect {

    public static final OpenAiDialect OPENAI = new OpenAiDialect();

    private static final String INVALID = "invalid_request_error";
    private static final Map<String, String> RETRY_IN_A_SECOND = Map.of(
            "retry-after", "1",
            "retry-after-ms", "1000",
            "x-ratelimit-limit-requests", "60",
            "x-ratelimit-remaining-requests", "0",
            "x-ratelimit-reset-requests", "1s");

    private static final String AZURE_KEY = "api-key";

    private OpenAiDialect() {}

    @Override
    public void admit(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        boolean bearer = authorization != null && authorization.startsWith("Bearer ") && authorization.length() > 7;
        if (!bearer && request.getHeader(AZURE_KEY) == null) {
            throw new Refusal(
                    401,
                    INVALID,
                    "You didn't provide an API key. Provide it in an Authorization header using Bearer auth.",
                    null,
                    null);
        }
    }

    @Override
    public JsonObject error(Refusal refusal, String requestId) {
        return new JsonObject()
                .put(
                        "error",
                        new JsonObject()
                                .put("message", refusal.message())
                                .put("type", refusal.type())
                                .put("param", refusal.param())
                                .put("code", refusal.code()));
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
                new Refusal(
                                429,
                                "requests",
                                "Rate limit reached for " + model.id()
                                        + " on requests per min (RPM): Limit 60, Used 60, Requested 1."
                                        + " Please try again in 1s.",
                                null,
                                "rate_limit_exceeded")
                        .with(RETRY_IN_A_SECOND);
            case UNAUTHORIZED -> new Refusal(401, INVALID, "Incorrect API key provided.", null, "invalid_api_key");
            case CONTEXT_LENGTH -> promptTooLong(model, model.contextWindow() + 1, "messages");
            case OVERLOADED ->
                new Refusal(
                        503, "server_error", "The engine is currently overloaded, please try again later", null, null);
            case ERROR, STREAM_ERROR, STALL, CUT, MALFORMED -> broken();
        };
    }

    /** The prompt is longer than the model's context window. */
    public Refusal promptTooLong(Model model, int tokens, String param) {
        return new Refusal(
                400,
                INVALID,
                "This model's maximum context length is " + model.contextWindow() + " tokens. However, your " + param
                        + " resulted in " + tokens + " tokens. Please reduce the length of the " + param + ".",
                param,
                "context_length_exceeded");
    }

    @Override
    public Refusal broken() {
        return new Refusal(500, "server_error", "The server had an error while processing your request.", null, null);
    }

    @Override
    public Refusal bodyUnreadable() {
        return new Refusal(400, INVALID, "We could not parse the JSON body of your request.", null, null);
    }

    @Override
    public Refusal bodyTooLarge(long limitBytes) {
        return new Refusal(
                413, INVALID, "Request body is too large: the limit is " + limitBytes + " bytes.", null, null);
    }

    @Override
    public Refusal urlUnknown(String method, String path) {
        return new Refusal(404, INVALID, "Invalid URL (" + method + " " + path + ")", null, null);
    }

    @Override
    public Refusal modelUnknown(String model) {
        return new Refusal(
                404,
                INVALID,
                "The model `" + model + "` does not exist or you do not have access to it.",
                null,
                "model_not_found");
    }

    @Override
    public Refusal missing(String path) {
        return path.equals("model")
                ? new Refusal(400, INVALID, "you must provide a model parameter", null, null)
                : new Refusal(
                        400,
                        INVALID,
                        "Missing required parameter: '" + path + "'.",
                        path,
                        "missing_required_parameter");
    }

    @Override
    public Refusal mistyped(String path, JsonType expected, @Nullable Object actual) {
        return new Refusal(
                400,
                INVALID,
                "Invalid type for '" + path + "': expected " + name(expected) + ", but got " + name(JsonType.of(actual))
                        + " instead.",
                path,
                "invalid_type");
    }

    private static String name(JsonType type) {
        return switch (type) {
            case STRING -> "a string";
            case INTEGER -> "an integer";
            case NUMBER -> "a decimal";
            case BOOLEAN -> "a boolean";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NULL -> "null";
        };
    }

    @Override
    public Refusal invalid(String path, String detail) {
        return new Refusal(400, INVALID, "Invalid value for '" + path + "'. " + detail, path, "invalid_value");
    }

    /** An array has no elements. */
    public Refusal emptyArray(String path) {
        return new Refusal(
                400,
                INVALID,
                "Invalid '" + path + "': empty array. Expected an array with minimum length 1,"
                        + " but got an empty array instead.",
                path,
                "empty_array");
    }

    /** There is no such thing as the path names. */
    public Refusal unknown(String what, String id) {
        return new Refusal(404, INVALID, "No such " + what + ": '" + id + "'.", "id", null);
    }

    @Override
    public String element(String path, int index) {
        return path + "[" + index + "]";
    }
}
