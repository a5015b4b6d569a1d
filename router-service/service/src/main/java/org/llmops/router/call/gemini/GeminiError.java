package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.llmops.router.call.hub.ErrorBody;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.ProviderError.Kind;

/** Google's errors: {@code {"error":{"code","message","status","details"}}}. */
final class GeminiError {
    private GeminiError() {}

    static ProviderError read(int httpStatus, byte[] body) {
        JsonNode error = ErrorBody.of(body).path("error");
        String message = error.path("message").asText("");
        return new ProviderError(
                kind(httpStatus, message.toLowerCase(Locale.ROOT)),
                error.path("status").asText(""),
                "",
                null,
                message,
                "",
                body);
    }

    /** Google has no code for most of them: its words tell. */
    private static Kind kind(int httpStatus, String message) {
        if (httpStatus == 400 && message.contains("token count") && message.contains("exceeds")) {
            return Kind.CONTEXT_WINDOW;
        }
        if (httpStatus == 400 && (message.contains("safety") || message.contains("prohibited"))) {
            return Kind.CONTENT_FILTER;
        }
        boolean unpaid = message.contains("billing") || message.contains("prepayment credits");
        return (httpStatus == 402 || httpStatus == 403 || httpStatus == 429)
                        && unpaid
                        && !message.contains("per minute")
                ? Kind.QUOTA
                : Kind.OTHER;
    }
}
