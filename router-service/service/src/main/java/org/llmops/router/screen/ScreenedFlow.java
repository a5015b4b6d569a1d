package org.llmops.router.screen;

import io.vertx.core.AsyncResult;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.v1.ScreenStreamRequest;
import org.llmops.guardrail.v1.ScreenStreamResponse;
import org.llmops.guardrail.v1.ScreenStreamVerdict;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.platform.peers.Conversation;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Finish;
import org.llmops.router.exchange.AnswerFlow;
import org.llmops.router.exchange.AnswerSink;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.refusal.RefusalReason;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.wire.StreamVoice;

/**
 * A running answer of which only what the policy released goes on. Chunks keep their order: each waits until the
 * guardrails have answered for all of its texts.
 */
final class ScreenedFlow implements AnswerFlow, AnswerSink {
    private static final Logger LOG = Logger.getLogger(ScreenedFlow.class);
    private static final int PAUSE_AT = 64;

    private final Exchange exchange;
    private final AnswerFlow provider;
    private final Guardrails guardrails;
    private final long deadlineMs;
    private final ArrayDeque<HeldChunk> held = new ArrayDeque<>();
    private final Asking asking = new Asking(this::say);
    private final Set<Channel> open = new LinkedHashSet<>();
    private final Set<Channel> ended = new HashSet<>();
    private final Set<Integer> choices = new TreeSet<>();
    private final Predicate<ScreenStreamVerdict> puttingRight;
    private final StreamVoice voice;
    private final ReleasedTexts told = new ReleasedTexts();
    private final Citations citations = new Citations();
    private @Nullable FirstWords client;
    private @Nullable AnswerBody latest;
    private @Nullable Conversation<ScreenStreamRequest, ScreenStreamResponse> conversation;
    private boolean providerEnded;
    private boolean tooMuchHeld;
    private boolean clientPaused;
    private boolean done;
    private boolean concluded;
    private long watch = -1;
    private long answers;

    /** @param puttingRight asked about a refusal before the first word: true when somebody else takes over from here */
    ScreenedFlow(
            Exchange exchange,
            AnswerFlow provider,
            Guardrails guardrails,
            ScreenSettings settings,
            Predicate<ScreenStreamVerdict> puttingRight) {
        this.exchange = exchange;
        this.provider = provider;
        this.guardrails = guardrails;
        this.puttingRight = puttingRight;
        this.deadlineMs = settings.deadline().toMillis();
        this.voice = exchange.format().voice();
    }

    @Override
    public void start(AnswerSink sink) {
        client = new FirstWords(sink);
        conversation = guardrails.stream(exchange, this::heard);
        conversation.end().onComplete(this::ended);
        if (!done) {
            say(GuardrailWire.open(exchange));
            watchFor(0);
            provider.start(this);
        }
    }

    private void ended(AsyncResult<Void> end) {
        if (!done) {
            away(end.failed() ? end.cause() : new IOException("The guardrails ended without a verdict"));
        }
    }

    /** Guardrails that say nothing for too long, though something waits for them, are as good as away. */
    private void watchFor(long answersBefore) {
        watch = exchange.context().owner().setTimer(deadlineMs, fired -> {
            boolean waiting = !held.isEmpty() || providerEnded;
            if (!done && waiting && answers == answersBefore) {
                away(new IOException("The guardrails did not answer in time"));
            } else if (!done) {
                watchFor(answers);
            }
        });
    }

    @Override
    public void chunk(AnswerBody said) {
        if (done) {
            return;
        }
        AnswerBody chunk = citations.apart(said);
        latest = chunk;
        voice.heard(chunk);
        HeldChunk item = new HeldChunk(chunk);
        chunk.texts().forEach(text -> screen(item, text));
        chunk.ends().stream().filter(open::contains).forEach(channel -> endChannel(item, channel));
        chunk.finishes().forEach(finish -> endChannels(item, finish));
        held.add(item);
        release();
        if (held.size() >= PAUSE_AT && !tooMuchHeld) {
            tooMuchHeld = true;
            provider.pause();
        }
    }

    private void screen(HeldChunk item, AnswerText text) {
        String said = item.chunk().text(text);
        choices.add(text.channel().choice());
        if (said.isEmpty() || ended.contains(text.channel())) {
            // Some providers go on after a choice's end; what comes then belongs to no text that can be judged as a
            // whole.
            item.drop(text);
        } else {
            open.add(text.channel());
            asking.about(item, text, said);
        }
    }

    private void endChannels(HeldChunk item, Finish finish) {
        choices.remove(finish.choice());
        for (Channel channel : Set.copyOf(open)) {
            if (channel.choice() == finish.choice()) {
                endChannel(item, channel);
            }
        }
    }

    private void endChannel(HeldChunk item, Channel channel) {
        open.remove(channel);
        ended.add(channel);
        asking.end(item, channel);
    }

    @Override
    public void end() {
        if (done) {
            return;
        }
        AnswerBody last = latest;
        if (last != null && !open.isEmpty()) {
            HeldChunk tail = HeldChunk.ofTail(last);
            Set.copyOf(open).forEach(channel -> endChannel(tail, channel));
            held.add(tail);
        }
        providerEnded = true;
        asking.end();
        conversation().finish();
    }

    @Override
    public void broken(Refusal why) {
        if (!done) {
            finish();
            sink().broken(why);
        }
    }

    private void heard(ScreenStreamResponse response) {
        if (done) {
            return;
        }
        answers++;
        if (response.hasVerdict()) {
            verdict(response.getVerdict());
        } else if (!asking.heard(response.getReleased())) {
            away(new IOException("The guardrails released a text that nobody waits for"));
        } else {
            release();
        }
    }

    private void release() {
        try {
            while (!done && !held.isEmpty() && held.getFirst().isComplete()) {
                held.removeFirst().released(voice, told).forEach(this::tell);
            }
        } catch (IOException impossible) {
            away(impossible);
        }
        if (tooMuchHeld && held.size() < PAUSE_AT / 4) {
            tooMuchHeld = false;
            resumeProvider();
        }
    }

    private void tell(AnswerBody event) {
        AnswerBody fitting = voice.fit(event);
        voice.saw(fitting);
        sink().chunk(fitting);
    }

    private void verdict(ScreenStreamVerdict verdict) {
        exchange.story()
                .setOutputScreening(GuardrailWire.result(
                        verdict.getVerdict(),
                        verdict.getPolicy(),
                        verdict.getFindingsList(),
                        verdict.getUnscannedList(),
                        GuardrailWire.directives(verdict.getDirectivesList(), null),
                        0));
        // Both have said all, and nobody needs to hang up.
        concluded = providerEnded;
        boolean passes = verdict.getVerdict() == Verdict.VERDICT_ALLOW
                || verdict.getVerdict() == Verdict.VERDICT_REDACT
                || !verdict.hasPolicy();
        if (!passes) {
            refuse(verdict);
        } else if (providerEnded && held.isEmpty()) {
            finish();
            sink().end();
        } else {
            away(new IOException("The guardrails passed an answer before they had seen it all"));
        }
    }

    private void refuse(ScreenStreamVerdict verdict) {
        finish();
        provider.abandon();
        if (sink().isBegun() || !puttingRight.test(verdict)) {
            block();
        }
    }

    /** Tells the client no more than that there is nothing more to be told. */
    void block() {
        exchange.story().setStatus(CallStatus.CALL_STATUS_BLOCKED);
        try {
            for (int choice : stoppedChoices()) {
                voice.end(choice, "content_filter").forEach(this::tell);
            }
            sink().end();
        } catch (IOException impossible) {
            sink().broken(RefusalReason.INTERNAL.because("The answer could not be completed."));
        }
    }

    /** Choices whose end the client has not seen. */
    private Set<Integer> stoppedChoices() {
        Set<Integer> stopped = new TreeSet<>(choices);
        held.forEach(item -> item.chunk().finishes().forEach(finish -> stopped.add(finish.choice())));
        return stopped;
    }

    private void away(Throwable failure) {
        if (done) {
            return;
        }
        LOG.warnf("The guardrails cannot be asked about a running answer: %s", failure.getMessage());
        finish();
        sink().broken(RefusalReason.GUARDRAILS_AWAY.because(
                "The guardrails cannot be consulted any more, so the rest of the answer is withheld."));
        provider.abandon();
    }

    private void finish() {
        done = true;
        exchange.context().owner().cancelTimer(watch);
        Conversation<ScreenStreamRequest, ScreenStreamResponse> begun = conversation;
        if (begun != null && !concluded) {
            begun.breakOff();
        }
    }

    private void say(ScreenStreamRequest message) {
        conversation().say(message);
    }

    private Conversation<ScreenStreamRequest, ScreenStreamResponse> conversation() {
        Conversation<ScreenStreamRequest, ScreenStreamResponse> begun = conversation;
        if (begun == null) {
            throw new IllegalStateException("The flow has not been started");
        }
        return begun;
    }

    private FirstWords sink() {
        FirstWords sink = client;
        if (sink == null) {
            throw new IllegalStateException("The flow has not been started");
        }
        return sink;
    }

    @Override
    public void pause() {
        clientPaused = true;
        provider.pause();
    }

    @Override
    public void resume() {
        clientPaused = false;
        resumeProvider();
    }

    private void resumeProvider() {
        if (!clientPaused && !tooMuchHeld) {
            provider.resume();
        }
    }

    /** The client is gone: nobody needs a verdict. */
    @Override
    public void abandon() {
        if (!done) {
            finish();
            provider.abandon();
        }
    }
}
