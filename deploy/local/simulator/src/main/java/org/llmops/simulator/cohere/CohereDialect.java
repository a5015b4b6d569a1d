package org.llmops.simulator.cohere;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
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

/** Cohere's errors: {@code {"id", "message"}}. */
final class CohereDialect implements Dialect {

    static final CohereDialect COHERE = new CohereDialect();

    private CohereDialect() {}

    @Override
    public void admit(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
            throw refusal(401, "no api key supplied");
        }
    }

    @Override
    public JsonObject error(Refusal refusal, String requestId) {
        return new JsonObject().put("id", requestId).put("message", refusal.message());
    }

    /** The stream ends as it always does, with another reason and the error. */
    @Override
    public Frame errorFrame(Refusal refusal, String requestId) {
        JsonObject delta = new JsonObject().put("finish_reason", "ERROR").put("error", refusal.message());
        return Frame.event(
                "message-end", new JsonObject().put("type", "message-end").put("delta", delta), 0);
    }

    @Override
    public String requestIdHeader() {
        return "x-request-id";
    }

    @Override
    public Refusal refusal(Fault fault, Model model) {
        return switch (fault) {
            case RATE_LIMITED ->
                refusal(429, "Please wait and try again later: the limit is 60 calls per minute.")
                        .with(Map.of("retry-after", "1"));
            case UNAUTHORIZED -> refusal(401, "invalid api token");
            case CONTEXT_LENGTH -> promptTooLong(model, model.contextWindow() + 1);
            case OVERLOADED -> refusal(503, "the service is temporarily unavailable");
            case ERROR, STREAM_ERROR, STALL, CUT, MALFORMED -> broken();
        };
    }

    Refusal promptTooLong(Model model, int tokens) {
        return refusal(
                400,
                "too many tokens: size limit exceeded by " + (tokens - model.contextWindow())
                        + " tokens. Try using shorter or fewer inputs.");
    }

    @Override
    public Refusal broken() {
        return refusal(500, "internal server error");
    }

    @Override
    public Refusal bodyUnreadable() {
        return refusal(400, "invalid json syntax");
    }

    @Override
    public Refusal bodyTooLarge(long limitBytes) {
        return refusal(413, "request body is larger than " + limitBytes + " bytes");
    }

    @Override
    public Refusal urlUnknown(String method, String path) {
        return refusal(404, "404 page not found");
    }

    @Override
    public Refusal modelUnknown(String model) {
        return refusal(404, "model '" + model + "' not found, make sure the correct model ID was used");
    }

    @Override
    public Refusal missing(String path) {
        return refusal(400, "invalid request: " + path + " is required");
    }

    @Override
    public Refusal mistyped(String path, JsonType expected, @Nullable Object actual) {
        return refusal(
                400,
                "invalid type: parameter " + path + " is of type "
                        + JsonType.of(actual).name().toLowerCase(Locale.ROOT) + " but should be of type "
                        + expected.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public Refusal invalid(String path, String detail) {
        return refusal(400, "invalid request: " + path + ": " + detail);
    }

    @Override
    public String element(String path, int index) {
        return path + "[" + index + "]";
    }

    private static Refusal refusal(int status, String message) {
        return new Refusal(status, "error", message, null, null);
    }
}
