package org.llmops.router.screen;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.llmops.guardrail.v1.Action;
import org.llmops.guardrail.v1.Finding;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.ScreenedSegment;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.body.Json;
import org.llmops.router.body.RequestBody;
import org.llmops.router.body.Span;
import org.llmops.router.body.Splice;
import org.llmops.router.exchange.Detour;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;

/** Shows the policy what would go to the model. Without its word nothing goes. */
@Singleton
public class ScreenInput implements Stage {
    private static final String GUARDRAILS = "guardrail-service";

    private static final Logger LOG = Logger.getLogger(ScreenInput.class);

    private final Guardrails guardrails;
    private final Unscreened unscreened;

    ScreenInput(Guardrails guardrails, Unscreened unscreened) {
        this.guardrails = guardrails;
        this.unscreened = unscreened;
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        WorkspaceId workspace = exchange.caller().workspace();
        if (isOfTheGuardrails(exchange.caller())) {
            // Not cleared: the text that they ask about may be what other rails hide, and is not kept.
            return Progress.ONWARD;
        }
        if (unscreened.isKnown(workspace)) {
            return cleared(exchange);
        }
        long askedAt = unscreened.moment();
        return guardrails
                .screen(exchange, GuardrailWire.input(exchange))
                .transform(asked -> asked.succeeded()
                        ? heard(exchange, asked.result(), askedAt)
                        : away(exchange, workspace, asked.cause()));
    }

    /** A judge that they ask about a text they screen: shown to them, it would be judged again, in a circle without end. */
    private static boolean isOfTheGuardrails(Caller caller) {
        return caller.kind() == Caller.Kind.SERVICE && caller.subject().equals(GUARDRAILS);
    }

    private static Future<Progress> cleared(Exchange exchange) {
        exchange.screening().clear();
        return Progress.ONWARD;
    }

    private Future<Progress> away(Exchange exchange, WorkspaceId workspace, Throwable failure) {
        LOG.warnf("The guardrails cannot be asked: %s", failure.getMessage());
        return unscreened.isBelieved(workspace)
                ? cleared(exchange)
                : Progress.refused(
                        RefusalReason.GUARDRAILS_AWAY.because(
                                "The guardrails cannot be consulted at the moment, so the call was not made. Try again shortly."));
    }

    private Future<Progress> heard(Exchange exchange, ScreenResponse response, long askedAt) {
        if (!response.hasPolicy()) {
            // Where the workspace guards other calls, or somebody looks on in shadow, the next call is asked about
            // again.
            if (!response.getGuarded()) {
                unscreened.learnt(exchange.caller().workspace(), askedAt);
            }
            return cleared(exchange);
        }
        unscreened.forget(exchange.caller().workspace());
        Optional<Detour> elsewhere = Directions.elsewhere(exchange, response.getDirectivesList(), response.getPolicy());
        boolean passes = isPassed(response.getVerdict());
        boolean detours =
                passes && elsewhere.isPresent() && exchange.screening().detour() == null;
        if (detours) {
            exchange.screening().detour(elsewhere.get());
        }
        long media = exchange.body().media().stream().mapToLong(Span::bytes).sum();
        exchange.story()
                .setInputScreening(GuardrailWire.result(
                        response.getVerdict(),
                        response.getPolicy(),
                        response.getFindingsList(),
                        response.getUnscannedList(),
                        GuardrailWire.directives(
                                response.getDirectivesList(),
                                exchange.screening().detour() == null ? null : Action.ACTION_ROUTE),
                        media));
        if (detours) {
            // On its new way everything is looked at again.
            return Progress.ONWARD;
        }
        // Passed only because it would take a way that it cannot take any more, one policy's detour being enough.
        return passes && elsewhere.isEmpty()
                ? pass(exchange, response)
                : Progress.refused(
                        blocked(response, elsewhere.map(detour -> detour.why().rule())));
    }

    /** A verdict nobody knows yet is no permission. */
    private static boolean isPassed(Verdict verdict) {
        return verdict == Verdict.VERDICT_ALLOW || verdict == Verdict.VERDICT_REDACT;
    }

    private static Future<Progress> pass(Exchange exchange, ScreenResponse response) {
        exchange.body(redacted(exchange.body(), response.getSegmentsList()));
        exchange.screening().passed(response.getReplacementsList(), response.getLooksAround());
        return cleared(exchange);
    }

    private static RequestBody redacted(RequestBody body, List<ScreenedSegment> segments) {
        if (segments.size() != body.texts().size()) {
            throw new IllegalStateException("The guardrails returned other texts than they were shown");
        }
        Splice edits = body.edit();
        for (int i = 0; i < segments.size(); i++) {
            if (segments.get(i).getVerdict() == Verdict.VERDICT_REDACT) {
                edits.replace(
                        body.texts().get(i).span(), Json.quoted(segments.get(i).getText()));
            }
        }
        return body.edited(edits);
    }

    /** @param unfollowed a rule that wanted the call elsewhere */
    private static Refusal blocked(ScreenResponse response, Optional<String> unfollowed) {
        String rules = Stream.concat(
                        response.getFindingsList().stream()
                                .filter(finding -> finding.getAction() == Verdict.VERDICT_BLOCK)
                                .map(Finding::getRuleId),
                        unfollowed.stream())
                .distinct()
                .collect(Collectors.joining(", "));
        boolean review = response.getDirectivesList().stream()
                .anyMatch(directive -> directive.getAction() == Action.ACTION_HUMAN_REVIEW);
        return RefusalReason.INPUT_BLOCKED.because("Your request was "
                + (review ? "held back for review" : "blocked")
                + " by your organisation's policy" + (rules.isEmpty() ? "." : " (" + rules + ")."));
    }
}
