package org.llmops.router.call.cohere;

import java.util.Locale;
import org.llmops.router.call.hub.ErrorBody;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.ProviderError.Kind;

/** Cohere's errors: {@code {"message"}}, and nothing but its words to tell them apart. */
final class CohereError {
    private CohereError() {}

    static ProviderError read(int httpStatus, byte[] body) {
        String message = ErrorBody.of(body).path("message").asText("");
        return new ProviderError(kind(httpStatus, message.toLowerCase(Locale.ROOT)), "", "", null, message, "", body);
    }

    private static Kind kind(int httpStatus, String message) {
        if (httpStatus == 400
                && (message.contains("too many tokens")
                        || message.contains("token limit")
                        || message.contains("too long"))) {
            return Kind.CONTEXT_WINDOW;
        }
        if ((httpStatus == 400 || httpStatus == 422) && message.contains("blocked")) {
            return Kind.CONTENT_FILTER;
        }
        boolean unpaid = message.contains("trial key") && message.contains("month") || message.contains("billing");
        return httpStatus == 402 || httpStatus == 429 && unpaid ? Kind.QUOTA : Kind.OTHER;
    }
}
