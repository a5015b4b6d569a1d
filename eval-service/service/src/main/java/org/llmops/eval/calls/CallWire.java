package org.llmops.eval.calls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.util.RawValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.calllog.LoggedCall;
import org.llmops.eval.calllog.StatusName;
import org.llmops.eval.feedback.FeedbackSummary;
import org.llmops.eval.feedback.FeedbackView;
import org.llmops.eval.payloads.BlockHash;
import org.llmops.eval.payloads.PayloadForm;
import org.llmops.eval.payloads.PayloadPlan;
import org.llmops.eval.payloads.PayloadSplitter;
import org.llmops.eval.scoring.ScoreView;
import org.llmops.platform.money.Money;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.RouteTaken;
import org.llmops.router.v1.ScreeningResult;

/** Tells in REST's words what the router told in protobuf's. */
final class CallWire {
    private static final int DECIMALS_OF_MICROSECONDS = 3;

    private CallWire() {}

    static CallSummary summary(LoggedCall call, List<FeedbackSummary> feedback) {
        CallRecord told = call.callRecord();
        return new CallSummary(
                call.callId(),
                call.copyOfCallId(),
                call.startedAt(),
                told.getOperation(),
                told.getSurface(),
                call.app(),
                new CallSummary.Caller(
                        told.getCaller().getSubject(),
                        told.getCaller().getKind(),
                        orNull(told.getCaller().getEndUser())),
                StatusName.of(told.getStatus()),
                told.getHttpStatus(),
                orNull(told.getErrorCode()),
                orNull(told.getFinishReason()),
                told.getStreamed(),
                told.getRequestedModel(),
                orNull(told.getRoute().getModel()),
                orNull(told.getRoute().getProvider()),
                told.hasRoute() ? route(told.getRoute()) : null,
                told.hasPrompt() ? prompt(told) : null,
                milliseconds(told.getTimings().getTotalUs()),
                told.getTimings().getFirstTokenUs() == 0
                        ? null
                        : milliseconds(told.getTimings().getFirstTokenUs()),
                milliseconds(told.getTimings().getOverheadUs()),
                tokens(told),
                Money.ofNanoUsd(told.getCost().getNanoUsd()),
                cache(told),
                new CallSummary.Guardrails(
                        orNull(told.getInputScreening().getVerdict()),
                        orNull(told.getOutputScreening().getVerdict())),
                feedback);
    }

    /** @param bodyOf finds the blocks of the request and of the response */
    static CallDetail detail(
            LoggedCall call,
            Function<BlockHash, byte[]> bodyOf,
            List<FeedbackSummary> summaries,
            List<FeedbackView> feedback,
            List<ScoreView> scores) {
        CallRecord told = call.callRecord();
        return new CallDetail(
                summary(call, summaries),
                body(call.request(), bodyOf),
                told.getRequest().getBytes(),
                told.getRequest().getTruncated(),
                body(call.response(), bodyOf),
                told.getResponse().getBytes(),
                told.getResponse().getTruncated(),
                told.getAttemptsList().stream().map(CallWire::attempt).toList(),
                new CallDetail.Screening(
                        told.hasInputScreening() ? screened(told.getInputScreening()) : null,
                        told.hasOutputScreening() ? screened(told.getOutputScreening()) : null),
                usage(told),
                cost(told),
                told.getLeasesList().stream()
                        .map(lease -> new CallDetail.Lease(
                                lease.getLeaseId(), lease.getBudgetId(), Money.ofNanoUsd(lease.getNanoUsd())))
                        .toList(),
                told.getMetadataMap(),
                feedback,
                scores);
    }

    private static CallSummary.Route route(RouteTaken route) {
        return new CallSummary.Route(route.getName(), route.getVersion(), orNull(route.getTarget()));
    }

    private static CallSummary.Prompt prompt(CallRecord told) {
        return new CallSummary.Prompt(
                told.getPrompt().getName(),
                told.getPrompt().getVersion(),
                orNull(told.getPrompt().getLabel()));
    }

    private static CallSummary.Tokens tokens(CallRecord told) {
        long input = told.getUsage().getInputTokens();
        long output = told.getUsage().getOutputTokens();
        return new CallSummary.Tokens(input, output, input + output);
    }

    private static CallSummary.Cache cache(CallRecord told) {
        return new CallSummary.Cache(
                orNull(told.getCache().getStatus()),
                orNull(told.getCache().getKind()),
                orNull(told.getCache().getSourceCallId()));
    }

    private static @Nullable Object body(PayloadPlan plan, Function<BlockHash, byte[]> bodyOf) {
        String text = new String(plan.join(bodyOf), UTF_8);
        return switch (plan.form()) {
            case ABSENT -> null;
            case OPAQUE -> text;
            case DOCUMENT, CONVERSATION -> new RawValue(text);
        };
    }

    private static CallDetail.Attempt attempt(org.llmops.router.v1.Attempt attempt) {
        return new CallDetail.Attempt(
                attempt.getTarget(),
                attempt.getProvider(),
                attempt.getModel(),
                orNull(attempt.getHttpStatus()),
                orNull(attempt.getFailure()),
                milliseconds(attempt.getDurationUs()));
    }

    private static CallDetail.Screened screened(ScreeningResult result) {
        return new CallDetail.Screened(
                result.getVerdict(),
                result.getPolicy(),
                result.getPolicyVersion(),
                result.getFindingsList().stream()
                        .map(finding -> new CallDetail.Finding(
                                finding.getRuleId(), finding.getEntity(), finding.getAction(), finding.getCount()))
                        .toList(),
                result.getUnscannedBytes());
    }

    private static CallDetail.Usage usage(CallRecord told) {
        var usage = told.getUsage();
        return new CallDetail.Usage(
                usage.getInputTokens(),
                usage.getCacheReadTokens(),
                usage.getCacheWriteTokens(),
                usage.getOutputTokens(),
                usage.getReasoningTokens(),
                usage.getEstimated(),
                raw(usage.getRawJson()));
    }

    private static @Nullable Object raw(String json) {
        PayloadForm form = PayloadSplitter.formOf(json.getBytes(UTF_8));
        return switch (form) {
            case ABSENT -> null;
            case OPAQUE -> json;
            case DOCUMENT, CONVERSATION -> new RawValue(json);
        };
    }

    private static CallDetail.Cost cost(CallRecord told) {
        var cost = told.getCost();
        return new CallDetail.Cost(
                Money.ofNanoUsd(cost.getNanoUsd()),
                orNull(cost.getStatus()),
                orNull(cost.getPriceBookVersion()),
                orNull(cost.getRuleId()));
    }

    private static BigDecimal milliseconds(long microseconds) {
        BigDecimal exact =
                BigDecimal.valueOf(microseconds, DECIMALS_OF_MICROSECONDS).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable Integer orNull(int number) {
        return number == 0 ? null : number;
    }
}
