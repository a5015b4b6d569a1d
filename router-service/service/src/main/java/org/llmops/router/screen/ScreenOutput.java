package org.llmops.router.screen;

import io.vertx.core.Future;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.llmops.guardrail.v1.ScreenResponse;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.AskingAgain;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Operation;
import org.llmops.router.exchange.Progress;
import org.llmops.router.exchange.Stage;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.ScreeningResult;

/** Shows the policy what the model answered, and puts back what was replaced in the input. Without its word nothing is told. */
@Singleton
public class ScreenOutput implements Stage {
    private static final Logger LOG = Logger.getLogger(ScreenOutput.class);

    private final Guardrails guardrails;
    private final ScreenSettings settings;
    private final SecondAnswers others;

    ScreenOutput(Guardrails guardrails, ScreenSettings settings, AskingAgain asking) {
        this.guardrails = guardrails;
        this.settings = settings;
        this.others = new SecondAnswers(asking, this);
    }

    @Override
    public Future<Progress> apply(Exchange exchange) {
        if (!exchange.screening().applies() || exchange.operation() == Operation.EMBEDDINGS) {
            return Progress.ONWARD;
        }
        return switch (exchange.answer()) {
            case Answer.Whole(AnswerBody body)
            when exchange.operation().isPassedThrough() && body.texts().isEmpty() -> unseen(exchange, body);
            case Answer.Whole(AnswerBody body) -> whole(exchange, body);
            case Answer.Running(AnswerFlow flow) -> {
                exchange.answer(new Answer.Running(new RepeatableFlow(exchange, flow, guardrails, settings, others)));
                yield Progress.ONWARD;
            }
        };
    }

    /** Nobody can read it here, and the record says so. */
    private static Future<Progress> unseen(Exchange exchange, AnswerBody answer) {
        exchange.story()
                .setOutputScreening(
                        ScreeningResult.newBuilder().setVerdict("allow").setUnscannedBytes(answer.bytes().length));
        return Progress.ONWARD;
    }

    private Future<Progress> whole(Exchange exchange, AnswerBody answer) {
        return guardrails
                .screen(exchange, GuardrailWire.output(exchange, answer))
                .transform(asked -> asked.succeeded() ? heard(exchange, answer, asked.result()) : away(asked.cause()));
    }

    private static Future<Progress> away(Throwable failure) {
        LOG.warnf("The guardrails cannot be asked about an answer: %s", failure.getMessage());
        return Progress.refused(RefusalReason.GUARDRAILS_AWAY.because(
                "The guardrails cannot be consulted at the moment, so the answer is withheld. Try again shortly."));
    }

    private Future<Progress> heard(Exchange exchange, AnswerBody answer, ScreenResponse response) {
        exchange.story()
                .setOutputScreening(GuardrailWire.result(
                        response.getVerdict(),
                        response.getPolicy(),
                        response.getFindingsList(),
                        response.getUnscannedList(),
                        GuardrailWire.directives(response.getDirectivesList(), null),
                        0));
        boolean passes = response.getVerdict() == Verdict.VERDICT_ALLOW
                || response.getVerdict() == Verdict.VERDICT_REDACT
                // The policy was taken back meanwhile; what it replaced is restored all the same.
                || !response.hasPolicy();
        if (passes && response.getSegmentsCount() == answer.texts().size()) {
            return told(exchange, () -> released(answer, response));
        }
        return Objection.of(exchange, response.getFindingsList(), response.getDirectivesList())
                .map(objection -> others.insteadOf(exchange, objection)
                        .compose(another -> another.isPresent()
                                ? Future.succeededFuture(another.get())
                                : blocked(exchange, answer)))
                .orElseGet(() -> blocked(exchange, answer));
    }

    private static Future<Progress> blocked(Exchange exchange, AnswerBody answer) {
        exchange.story().setStatus(CallStatus.CALL_STATUS_BLOCKED);
        return told(exchange, () -> exchange.format().filtered(answer));
    }

    private static Future<Progress> told(Exchange exchange, Telling telling) {
        try {
            exchange.answer(new Answer.Whole(telling.body()));
            return Progress.ONWARD;
        } catch (IOException impossible) {
            return Future.failedFuture(impossible);
        }
    }

    private static AnswerBody released(AnswerBody answer, ScreenResponse response) throws IOException {
        Map<AnswerText, String> texts = HashMap.newHashMap(answer.texts().size());
        for (int i = 0; i < answer.texts().size(); i++) {
            texts.put(answer.texts().get(i), response.getSegments(i).getText());
        }
        return Filtered.replaced(answer, texts);
    }

    /** Makes what the client is told. */
    private interface Telling {
        AnswerBody body() throws IOException;
    }
}
