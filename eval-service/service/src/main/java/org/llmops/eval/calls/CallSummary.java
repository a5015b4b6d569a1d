package org.llmops.eval.calls;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.feedback.FeedbackSummary;
import org.llmops.platform.money.Money;

/**
 * A call, as lists show it.
 *
 * @param callId the call
 * @param copyOfCallId the call that this one copies, to compare targets; absent for calls of clients
 * @param startedAt when the request arrived
 * @param operation `chat` or `embeddings`
 * @param surface the wire format that the client spoke
 * @param app the application that called; absent for people
 * @param caller who called
 * @param status `ok`, `refused`, `blocked`, `failed` or `cancelled`
 * @param httpStatus what the client got
 * @param errorCode why it was not ok
 * @param finishReason why the model stopped
 * @param streamed the answer was streamed
 * @param requestedModel the model that was asked for
 * @param model the model that answered, as its provider calls it
 * @param provider who runs that model
 * @param route the route taken; absent when the call never got that far
 * @param prompt the prompt version the request was composed from
 * @param latencyMs until the answer's last byte. Milliseconds
 * @param firstTokenMs until the answer's first content. Milliseconds
 * @param overheadMs what of the latency the provider is not to blame for. Milliseconds
 * @param tokens how many went in and out
 * @param costUsd what it cost
 * @param cache whether the answer was an earlier one
 * @param guardrails what screening said
 * @param feedbackSummary what people think of the answer, by name of the feedback
 */
record CallSummary(
        UUID callId,
        @Nullable UUID copyOfCallId,
        Instant startedAt,
        String operation,
        String surface,
        @Nullable String app,
        Caller caller,
        String status,
        int httpStatus,
        @Nullable String errorCode,
        @Nullable String finishReason,
        boolean streamed,
        String requestedModel,
        @Nullable String model,
        @Nullable String provider,
        @Nullable Route route,
        @Nullable Prompt prompt,
        BigDecimal latencyMs,
        @Nullable BigDecimal firstTokenMs,
        BigDecimal overheadMs,
        Tokens tokens,
        Money costUsd,
        Cache cache,
        Guardrails guardrails,
        List<FeedbackSummary> feedbackSummary) {

    /**
     * Who called.
     *
     * @param subject a user's name, or an API key's public id
     * @param kind `user`, `app` or `service`
     * @param endUser the end user that the client named
     */
    record Caller(String subject, String kind, @Nullable String endUser) {}

    /**
     * The route taken.
     *
     * @param name its name
     * @param version its immutable version
     * @param target the target that answered
     */
    record Route(String name, int version, @Nullable String target) {}

    /**
     * A prompt version.
     *
     * @param name the prompt's name
     * @param version its version
     * @param label the label that was asked for; absent when it was a number
     */
    record Prompt(String name, int version, @Nullable String label) {}

    /**
     * How many tokens.
     *
     * @param input all input, cached included
     * @param output all output, reasoning included
     * @param total both
     */
    record Tokens(long input, long output, long total) {}

    /**
     * Whether the answer was an earlier one.
     *
     * @param status `hit`, `miss`, `bypass` or `off`; absent when the call never got that far
     * @param kind `exact` or `semantic`, when hit
     * @param sourceCallId the call that was answered first, when hit
     */
    record Cache(
            @Nullable String status,
            @Nullable String kind,
            @Nullable String sourceCallId) {}

    /**
     * What screening said: `allow`, `redact` or `block`; absent where nothing was screened.
     *
     * @param input of the request
     * @param output of the answer
     */
    record Guardrails(@Nullable String input, @Nullable String output) {}
}
