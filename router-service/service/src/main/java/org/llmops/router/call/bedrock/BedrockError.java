package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import org.llmops.router.call.hub.ErrorBody;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.ProviderError.Kind;

/** AWS's errors: {@code {"message"}}, sometimes with {@code __type}. */
final class BedrockError {
    /** Every family of models has its own words for the same mistake. */
    private static final List<String> TOO_LONG = List.of(
            "too long for requested model",
            "prompt is too long",
            "exceed context limit",
            "maximum context length",
            "too many input tokens",
            "context window",
            "input token count exceeds");

    private BedrockError() {}

    static ProviderError read(int httpStatus, byte[] body) {
        JsonNode error = ErrorBody.of(body);
        String message = error.path("message").asText(error.path("Message").asText(""));
        String type = error.path("__type").asText("");
        return new ProviderError(
                kind(httpStatus, message.toLowerCase(Locale.ROOT), type),
                type.substring(type.lastIndexOf('#') + 1),
                "",
                null,
                message,
                "",
                body);
    }

    private static Kind kind(int httpStatus, String message, String type) {
        if (httpStatus == 400 && TOO_LONG.stream().anyMatch(message::contains)) {
            return Kind.CONTEXT_WINDOW;
        }
        if (httpStatus == 400 && (message.contains("content filter") || message.contains("blocked by"))) {
            return Kind.CONTENT_FILTER;
        }
        return type.contains("ServiceQuotaExceeded") ? Kind.QUOTA : Kind.OTHER;
    }
}
