package org.llmops.eval.calls;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.feedback.FeedbackView;
import org.llmops.eval.scoring.ScoreView;
import org.llmops.platform.money.Money;

/**
 * Everything known of a call.
 *
 * @param summary what lists show
 * @param request what went to the model, after composing and screening: the JSON document as it was sent, or a string when
 *     it was cut off or never was JSON
 * @param requestBytes its length before it was cut off
 * @param requestTruncated it was cut off
 * @param response what the model answered, before placeholders were restored; written like the request
 * @param responseBytes its length before it was cut off
 * @param responseTruncated it was cut off
 * @param attempts every try, in order
 * @param screening what screening found
 * @param usage token counts in one meaning for every provider
 * @param cost what it cost, and by which price
 * @param leases what was taken from which budget
 * @param metadata what the client attached
 * @param feedback what counts of the feedback, newest first, the newest 200
 * @param scores what scorers found, newest first
 */
record CallDetail(
        @JsonUnwrapped CallSummary summary,
        @Nullable Object request,
        long requestBytes,
        boolean requestTruncated,
        @Nullable Object response,
        long responseBytes,
        boolean responseTruncated,
        List<Attempt> attempts,
        Screening screening,
        Usage usage,
        Cost cost,
        List<Lease> leases,
        Map<String, String> metadata,
        List<FeedbackView> feedback,
        List<ScoreView> scores) {

    /**
     * One try at one target.
     *
     * @param target the target
     * @param provider its provider
     * @param model its model
     * @param httpStatus what the provider said; absent when it said nothing
     * @param failure why it did not answer; absent when it did
     * @param durationMs how long it took. Milliseconds
     */
    record Attempt(
            String target,
            String provider,
            String model,
            @Nullable Integer httpStatus,
            @Nullable String failure,
            BigDecimal durationMs) {}

    /**
     * What screening found.
     *
     * @param input in the request
     * @param output in the answer
     */
    record Screening(@Nullable Screened input, @Nullable Screened output) {}

    /**
     * What screening one direction found.
     *
     * @param verdict `allow`, `redact` or `block`
     * @param policy the policy that decided
     * @param policyVersion its version
     * @param findings what was found
     * @param unscannedBytes how much no rule has seen. Bytes
     */
    record Screened(String verdict, String policy, int policyVersion, List<Finding> findings, long unscannedBytes) {}

    /**
     * A finding, without the text that matched.
     *
     * @param ruleId the rule
     * @param entity the kind of thing
     * @param action `allow`, `redact` or `block`
     * @param count how many
     */
    record Finding(String ruleId, String entity, String action, int count) {}

    /**
     * Token counts.
     *
     * @param inputTokens all input, cached included
     * @param cacheReadTokens of the input: read from the provider's cache
     * @param cacheWriteTokens of the input: written to it
     * @param outputTokens all output, reasoning included
     * @param reasoningTokens of the output: reasoning
     * @param estimated the provider told nothing: the counts are the router's estimate
     * @param raw the provider's own usage object
     */
    record Usage(
            long inputTokens,
            long cacheReadTokens,
            long cacheWriteTokens,
            long outputTokens,
            long reasoningTokens,
            boolean estimated,
            @Nullable Object raw) {}

    /**
     * What it cost.
     *
     * @param usd the amount
     * @param status `exact`, `alias` or `unpriced`
     * @param priceBookVersion by which version of the price book
     * @param ruleId by which rule in it
     */
    record Cost(
            Money usd,
            @Nullable String status,
            @Nullable Integer priceBookVersion,
            @Nullable String ruleId) {}

    /**
     * What was taken from a budget.
     *
     * @param leaseId by this lease
     * @param budgetId of this budget
     * @param usd how much
     */
    record Lease(String leaseId, String budgetId, Money usd) {}
}
