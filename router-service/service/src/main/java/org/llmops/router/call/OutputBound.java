package org.llmops.router.call;

import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Finish;
import org.llmops.router.wire.StreamVoice;

/** The most output that was paid for in advance: a stream that goes on beyond it is ended, as one that reached its length. */
final class OutputBound {
    private final long maxTokens;
    private final StreamVoice voice;
    private final LeastTokens least = new LeastTokens();
    private final BitSet begun = new BitSet();
    private final BitSet finished = new BitSet();

    /** @param voice of the format in which the events come */
    OutputBound(long maxTokens, StreamVoice voice) {
        this.maxTokens = maxTokens;
        this.voice = voice;
    }

    /** The provider said this; true: it has now said more than was paid for. */
    boolean exceededWith(AnswerBody event) {
        voice.heard(event);
        voice.saw(event);
        least.add(event);
        for (AnswerText text : event.texts()) {
            begun.set(text.channel().choice());
        }
        for (Finish finish : event.finishes()) {
            finished.set(finish.choice());
        }
        long told = event.tokens().map(usage -> usage.output()).orElse(0L);
        return Math.max(told, least.count()) > maxTokens && !isEnding(event);
    }

    /** Every choice has its end: what follows says nothing more, but some formats need it. */
    private boolean isEnding(AnswerBody event) {
        return !event.hasText() && !finished.isEmpty() && finished.cardinality() >= begun.cardinality();
    }

    /** What is still to be said so that every choice has an end. */
    List<AnswerBody> end() throws IOException {
        begun.andNot(finished);
        List<AnswerBody> events = new ArrayList<>();
        for (int choice = begun.nextSetBit(0); choice >= 0; choice = begun.nextSetBit(choice + 1)) {
            events.addAll(voice.end(choice, "length"));
        }
        return events;
    }
}
