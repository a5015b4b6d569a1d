package org.llmops.router.screen;

import io.vertx.core.AsyncResult;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.v1.ScreenStreamVerdict;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.exchange.Answer;
import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.AnswerSink;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Progress;
import org.llmops.router.refusal.RefusalReason;

/** A running answer that gives way to another one when the policy refuses it before the client has seen a word. */
final class RepeatableFlow implements AnswerFlow {
    private final Exchange exchange;
    private final SecondAnswers others;
    private final ScreenedFlow first;
    private @Nullable AnswerSink client;
    private @Nullable AnswerFlow other;
    private boolean abandoned;

    RepeatableFlow(
            Exchange exchange,
            AnswerFlow provider,
            Guardrails guardrails,
            ScreenSettings settings,
            SecondAnswers others) {
        this.exchange = exchange;
        this.others = others;
        this.first = new ScreenedFlow(exchange, provider, guardrails, settings, this::refused);
    }

    @Override
    public void start(AnswerSink sink) {
        client = sink;
        first.start(sink);
    }

    /** Whether it can be put right; then nothing more is heard of the first. */
    private boolean refused(ScreenStreamVerdict verdict) {
        Optional<Objection> objection = Objection.of(exchange, verdict.getFindingsList(), verdict.getDirectivesList());
        objection.ifPresent(why -> others.insteadOf(exchange, why).onComplete(this::answered));
        return objection.isPresent();
    }

    private void answered(AsyncResult<Optional<Progress>> outcome) {
        AnswerSink sink = client;
        if (sink == null || abandoned) {
            if (exchange.answer() instanceof Answer.Running(AnswerFlow flow) && flow != this) {
                flow.abandon();
            }
            return;
        }
        if (outcome.failed()) {
            sink.broken(RefusalReason.INTERNAL.because("The answer could not be completed."));
        } else if (outcome.result().isEmpty()) {
            first.block();
        } else if (outcome.result().get() instanceof Progress.Refused(var refusal)) {
            sink.broken(refusal);
        } else {
            tell(exchange.answer(), sink);
        }
    }

    private void tell(Answer answer, AnswerSink sink) {
        switch (answer) {
            case Answer.Running(AnswerFlow flow) -> {
                other = flow;
                flow.start(sink);
            }
            case Answer.Whole(AnswerBody body) -> {
                try {
                    exchange.format().cut(body, exchange.body().usageWanted()).forEach(sink::chunk);
                    sink.end();
                } catch (IOException impossible) {
                    sink.broken(RefusalReason.INTERNAL.because("The answer could not be completed."));
                }
            }
        }
    }

    private AnswerFlow current() {
        return other == null ? first : other;
    }

    @Override
    public void pause() {
        current().pause();
    }

    @Override
    public void resume() {
        current().resume();
    }

    @Override
    public void abandon() {
        abandoned = true;
        current().abandon();
    }
}
