package org.llmops.router.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmops.router.refusal.ProviderError;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;

/** Why an attempt failed, with what the client is told should it have been the last. */
final class AttemptFailed extends Exception {
    private static final long serialVersionUID = 1L;
    private final Failure failure;
    private final int httpStatus;
    private final transient Refusal refusal;

    private AttemptFailed(Failure failure, int httpStatus, Refusal refusal, String detail) {
        super(detail, null, false, false);
        this.failure = failure;
        this.httpStatus = httpStatus;
        this.refusal = refusal;
    }

    /** The provider never said what was wrong. */
    static AttemptFailed of(Failure failure, int httpStatus, String detail) {
        Refusal refusal = failure == Failure.TIMEOUT
                ? RefusalReason.PROVIDER_TIMED_OUT.because("The model provider did not answer in time.")
                : RefusalReason.PROVIDER_FAILED.because("The model provider could not answer. Try again shortly.");
        return new AttemptFailed(failure, httpStatus, refusal, detail);
    }

    /** The request cannot be said in the provider's dialect. */
    static AttemptFailed untranslatable(@Nullable String param, String message) {
        return new AttemptFailed(
                Failure.UNTRANSLATABLE, 0, RefusalReason.PARAMETER_UNSUPPORTED.at(param, message), message);
    }

    /** It was never asked: it has enough to do. */
    static AttemptFailed overloaded(String detail, Duration retryAfter) {
        return new AttemptFailed(
                Failure.OVERLOADED,
                0,
                RefusalReason.TARGET_BUSY
                        .because("The model is busy with as many calls as it can take. Please try again shortly.")
                        .retryAfter(retryAfter),
                detail);
    }

    /**
     * The provider answered with an error.
     *
     * @param retryAfter when it wants to be asked again; null when it did not say
     */
    static AttemptFailed ofStatus(int httpStatus, ProviderError error, @Nullable Duration retryAfter) {
        Failure failure = Failure.of(httpStatus, error.kind());
        String detail = "status " + httpStatus;
        return switch (failure) {
            case REJECTED, CONTEXT_WINDOW, CONTENT_FILTER ->
                new AttemptFailed(failure, httpStatus, Refusal.ofProvider(httpStatus, error), detail);
            case RATE_LIMITED -> {
                Refusal limited = RefusalReason.PROVIDER_LIMITED.because(
                        "The model provider's rate limit is reached. Please try again later.");
                yield new AttemptFailed(
                        failure, httpStatus, retryAfter == null ? limited : limited.retryAfter(retryAfter), detail);
            }
            default -> of(failure, httpStatus, detail);
        };
    }

    /** The provider answered that there is no such thing, which is an answer. */
    static AttemptFailed notThere(int httpStatus, ProviderError error) {
        return new AttemptFailed(
                Failure.REJECTED, httpStatus, Refusal.ofProvider(httpStatus, error), "status " + httpStatus);
    }

    Failure failure() {
        return failure;
    }

    int httpStatus() {
        return httpStatus;
    }

    Refusal refusal() {
        return refusal;
    }
}
