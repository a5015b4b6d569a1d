package org.llmops.router.screen;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.wire.StreamVoice;

/** A chunk whose texts the guardrails are looking at. */
final class HeldChunk {
    private final AnswerBody chunk;
    private final boolean onlyTail;
    private final Map<AnswerText, String> texts = new LinkedHashMap<>();
    private final Map<Channel, String> tails = new LinkedHashMap<>();
    private int awaited;

    HeldChunk(AnswerBody chunk) {
        this(chunk, false);
    }

    private HeldChunk(AnswerBody chunk, boolean onlyTail) {
        this.chunk = chunk;
        this.onlyTail = onlyTail;
    }

    /** No chunk, but what was held back of others before it. */
    static HeldChunk ofTail(AnswerBody like) {
        return new HeldChunk(like, true);
    }

    AnswerBody chunk() {
        return chunk;
    }

    /** A text of which nothing may be told, and nobody needs to be asked. */
    void drop(AnswerText text) {
        texts.put(text, "");
    }

    /** One more answer has to come before any of it goes on. */
    void await() {
        awaited++;
    }

    boolean isComplete() {
        return awaited == 0;
    }

    /** What may be told in place of a text. */
    void released(AnswerText text, String said) {
        awaited--;
        texts.put(text, said);
    }

    /** What may be told at the end of a channel. */
    void releasedAtEnd(Channel channel, String said) {
        awaited--;
        tails.merge(channel, said, String::concat);
    }

    /** What may go to the client: late texts first, then the chunk itself unless nothing is left of it. */
    List<AnswerBody> released(StreamVoice voice, ReleasedTexts told) throws IOException {
        List<AnswerBody> released = new ArrayList<>();
        putTailsIntoTexts();
        for (Map.Entry<Channel, String> tail : tails.entrySet()) {
            if (!tail.getValue().isEmpty()) {
                told.add(tail.getKey(), tail.getValue());
                released.addAll(voice.late(tail.getKey(), tail.getValue()));
            }
        }
        texts.forEach((text, said) -> told.add(text.channel(), said));
        if (!onlyTail && !isHollow()) {
            chunk.echoes().forEach(echo -> texts.put(echo, told.of(echo.channel())));
            released.add(Filtered.replaced(chunk, texts));
        }
        return released;
    }

    /** A chunk may hold both the last text of a channel and its end. */
    private void putTailsIntoTexts() {
        for (int i = chunk.texts().size() - 1; !onlyTail && i >= 0; i--) {
            AnswerText text = chunk.texts().get(i);
            String tail = tails.remove(text.channel());
            if (tail != null) {
                texts.merge(text, tail, String::concat);
            }
        }
    }

    /** All it had was text, and all of that is held back. */
    private boolean isHollow() {
        boolean hadText = chunk.texts().stream().anyMatch(text -> text.span().bytes() > 2);
        return hadText
                && !isStructure()
                && !chunk.calls()
                && chunk.finishes().isEmpty()
                && chunk.ends().isEmpty()
                && chunk.usage() == null
                && texts.values().stream().allMatch(String::isEmpty);
    }

    /** Where events have names, only deltas are nothing but text: on the others those that follow rely. */
    private boolean isStructure() {
        return !chunk.event().isEmpty() && !chunk.event().endsWith("delta");
    }
}
