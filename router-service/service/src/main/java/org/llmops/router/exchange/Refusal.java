package org.llmops.router.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.Json;
import org.llmops.router.v1.CallStatus;

/**
 * Why a call gets no answer, as the client is told.
 *
 * @param httpStatus unless the answer has begun
 * @param code names the reason; empty when OpenAI has no name for it either
 * @param json the error in OpenAI's shape
 * @param callStatus as call records name it
 * @param retryAfter when asking again may help; null when it is not known
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes that are passed on, never compared.
public record Refusal(
        int httpStatus,
        String code,
        byte[] json,
        CallStatus callStatus,
        @Nullable Duration retryAfter) {

    static Refusal of(RefusalReason reason, @Nullable String param, String message) {
        ObjectNode document = Json.object();
        document.putObject("error")
                .put("message", message)
                .put("type", reason.type())
                .put("param", param)
                .put("code", reason.code());
        String code = reason.code();
        return new Refusal(
                reason.httpStatus(), code == null ? "" : code, Json.bytes(document), reason.callStatus(), null);
    }

    /** What a provider found wrong with the request, in its own words when they have OpenAI's shape. */
    public static Refusal ofProvider(int httpStatus, byte[] json) {
        return shaped(json)
                .map(error -> new Refusal(
                        httpStatus, error.path("code").asText(""), json, CallStatus.CALL_STATUS_FAILED, null))
                .orElseGet(() -> RefusalReason.PROVIDER_REJECTED
                        .because("The provider refused the request with status " + httpStatus + ".")
                        .withHttpStatus(httpStatus));
    }

    private static Optional<JsonNode> shaped(byte[] json) {
        try {
            return Optional.of(Json.tree(json).path("error"))
                    .filter(error -> error.path("message").isTextual());
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private Refusal withHttpStatus(int status) {
        return new Refusal(status, code, json, callStatus, retryAfter);
    }

    /** Says when asking again may help. */
    public Refusal retryAfter(Duration wait) {
        return new Refusal(httpStatus, code, json, callStatus, wait);
    }
}
