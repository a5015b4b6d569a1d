package org.llmops.router.refusal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why a call gets no answer. Each wire format says it in its own shape.
 *
 * @param code names the reason; empty when OpenAI has no name for it either
 * @param param the member of the request that is to blame; null: none
 * @param message for whoever made the call
 * @param httpStatus unless the answer has begun
 * @param retryAfter when asking again may help; null when it is not known
 * @param provider what a provider said, when it is the one that refuses; null: the router speaks for itself
 */
public record Refusal(
        RefusalReason reason,
        String code,
        @Nullable String param,
        String message,
        int httpStatus,
        @Nullable Duration retryAfter,
        @Nullable ProviderError provider) {

    static Refusal of(RefusalReason reason, @Nullable String param, String message) {
        return new Refusal(reason, reason.code(), param, message, reason.httpStatus(), null, null);
    }

    /** What a provider found wrong with the request, in its own words. */
    public static Refusal ofProvider(int httpStatus, ProviderError error) {
        return new Refusal(
                RefusalReason.PROVIDER_REJECTED,
                error.code(),
                error.param(),
                error.message().isEmpty()
                        ? "The provider refused the request with status " + httpStatus + "."
                        : error.message(),
                httpStatus,
                null,
                error);
    }

    /** Says when asking again may help. */
    public Refusal retryAfter(Duration wait) {
        return new Refusal(reason, code, param, message, httpStatus, wait, provider);
    }

    /** What kind of error it is in OpenAI's terms. */
    public String type() {
        return provider != null && !provider.type().isEmpty() ? provider.type() : reason.type();
    }
}
