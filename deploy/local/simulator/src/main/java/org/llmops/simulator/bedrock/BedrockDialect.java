package org.llmops.simulator.bedrock;

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

/** AWS's errors: {@code {"message"}}, and the kind in the header {@code x-amzn-errortype}. */
final class BedrockDialect implements Dialect {

    static final BedrockDialect BEDROCK = new BedrockDialect();

    private static final String INVALID = "ValidationException";

    private BedrockDialect() {}

    /** A signature has to have all its parts; whether it is right, only AWS can say. */
    @Override
    public void admit(HttpServerRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            throw refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
        }
        if (authorization.startsWith("Bearer ") && authorization.length() > 7) {
            return;
        }
        String detail = SignatureShape.complaint(authorization, request.headers());
        if (!detail.isEmpty()) {
            throw refusal(403, "IncompleteSignatureException", detail);
        }
    }

    @Override
    public JsonObject error(Refusal refusal, String requestId) {
        return new JsonObject().put("message", refusal.message());
    }

    @Override
    public Frame errorFrame(Refusal refusal, String requestId) {
        return EventMessage.exception("modelStreamErrorException", error(refusal, requestId));
    }

    @Override
    public String requestIdHeader() {
        return "x-amzn-requestid";
    }

    @Override
    public Refusal refusal(Fault fault, Model model) {
        return switch (fault) {
            case RATE_LIMITED ->
                refusal(429, "ThrottlingException", "Too many requests, please wait before trying again.");
            case UNAUTHORIZED ->
                refusal(403, "UnrecognizedClientException", "The security token included in the request is invalid.");
            case CONTEXT_LENGTH -> promptTooLong(model, model.contextWindow() + 1);
            case OVERLOADED ->
                refusal(503, "ServiceUnavailableException", "Bedrock is unable to process your request.");
            case STREAM_ERROR -> refusal(424, "ModelErrorException", "The model ended the stream with an error.");
            case ERROR, STALL, CUT, MALFORMED -> broken();
        };
    }

    Refusal promptTooLong(Model model, int tokens) {
        return refusal(
                400,
                INVALID,
                "The model returned the following errors: prompt is too long: " + tokens + " tokens > "
                        + model.contextWindow() + " maximum");
    }

    @Override
    public Refusal broken() {
        return refusal(500, "InternalServerException", "The system encountered an unexpected error during processing.");
    }

    @Override
    public Refusal bodyUnreadable() {
        return refusal(400, "SerializationException", "The request body is not valid JSON.");
    }

    @Override
    public Refusal bodyTooLarge(long limitBytes) {
        return refusal(413, INVALID, "The request is larger than " + limitBytes + " bytes.");
    }

    @Override
    public Refusal urlUnknown(String method, String path) {
        return refusal(404, "UnknownOperationException", "There is no such operation.");
    }

    @Override
    public Refusal modelUnknown(String model) {
        return refusal(400, INVALID, "The provided model identifier is invalid.");
    }

    @Override
    public Refusal missing(String path) {
        return refusal(
                400,
                INVALID,
                "1 validation error detected: Value null at '" + path
                        + "' failed to satisfy constraint: Member must not be null");
    }

    @Override
    public Refusal mistyped(String path, JsonType expected, @Nullable Object actual) {
        return refusal(
                400,
                "SerializationException",
                JsonType.of(actual) + " value can not be converted to "
                        + expected.name().toLowerCase(Locale.ROOT) + " at '" + path + "'");
    }

    @Override
    public Refusal invalid(String path, String detail) {
        return refusal(400, INVALID, "The value at " + path + " is invalid. " + detail);
    }

    @Override
    public String element(String path, int index) {
        return path + "." + (index + 1) + ".member";
    }

    private static Refusal refusal(int status, String type, String message) {
        return new Refusal(status, type, message, null, null).with(Map.of("x-amzn-errortype", type));
    }
}
