package org.llmops.router.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a format's scan writes down while it walks over an answer. */
public final class AnswerNotes {
    private static final int LONGEST_TIER = 32;

    private final byte[] bytes;
    private final String event;
    private final AnswerReader reader;
    private final List<AnswerText> texts = new ArrayList<>(2);
    private final List<AnswerText> echoes = new ArrayList<>(0);
    private final List<Span> logprobs = new ArrayList<>(0);
    private final List<Channel> ends = new ArrayList<>(0);
    private final List<Finish> finishes = new ArrayList<>(1);
    private @Nullable TokenUsage usage;
    private @Nullable String serviceTier;
    private int choices;
    private boolean calls;
    private boolean failed;

    /**
     * @param event what kind of event it is; empty: a whole answer, or the format does not name its events
     * @param reader reads the body again after an edit
     */
    public AnswerNotes(byte[] bytes, String event, AnswerReader reader) {
        this.bytes = bytes;
        this.event = event;
        this.reader = reader;
    }

    /** The bytes that are walked over. */
    public byte[] bytes() {
        return bytes;
    }

    /** Pieces of text so far; a format may still say where they belong. */
    public List<AnswerText> texts() {
        return texts;
    }

    /** Whole texts that were told in pieces before. */
    public List<AnswerText> echoes() {
        return echoes;
    }

    /** Token by token copies of the text. */
    public List<Span> logprobs() {
        return logprobs;
    }

    /** Texts that are complete with this, though their choice goes on. */
    public List<Channel> ends() {
        return ends;
    }

    /** Choices that are complete with this. */
    public List<Finish> finishes() {
        return finishes;
    }

    /** What it took. */
    public void usage(TokenUsage told) {
        usage = told;
    }

    /** The string that is next says how urgently it was answered; anything else is walked over. */
    public void serviceTier(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.getTextLength() <= LONGEST_TIER) {
            serviceTier = parser.getText();
        } else {
            parser.skipChildren();
        }
    }

    /** The same, told within the usage; empty: not told. */
    public void serviceTier(String told) {
        if (!told.isEmpty() && told.length() <= LONGEST_TIER) {
            serviceTier = told;
        }
    }

    /** One more choice is mentioned; its position. */
    public int nextChoice() {
        return choices++;
    }

    /** The name of a called tool is mentioned. */
    public void markCall() {
        calls = true;
    }

    /** It is an error. */
    public void markFailed() {
        failed = true;
    }

    /** The string that is next is a piece of text; anything else is walked over. */
    public void text(JsonParser parser, Channel channel) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            texts.add(new AnswerText(skipped(parser), channel));
        } else {
            parser.skipChildren();
        }
    }

    /** Walks over what is next; where it lies. */
    public static Span skipped(JsonParser parser) throws IOException {
        int start = JsonPositions.start(parser);
        parser.skipChildren();
        return new Span(start, JsonPositions.end(parser));
    }

    /** Everything that was written down. */
    public AnswerBody body() {
        return new AnswerBody(
                bytes,
                event,
                reader,
                List.copyOf(texts),
                List.copyOf(echoes),
                List.copyOf(logprobs),
                List.copyOf(ends),
                List.copyOf(finishes),
                usage,
                serviceTier,
                choices,
                calls,
                failed);
    }
}
