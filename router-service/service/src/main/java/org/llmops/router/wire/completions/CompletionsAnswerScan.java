package org.llmops.router.wire.completions;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerNotes;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Finish;
import org.llmops.router.body.Json;
import org.llmops.router.body.JsonPositions;
import org.llmops.router.body.Span;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** One pass over a completion, or a chunk of one: they look the same. */
final class CompletionsAnswerScan {
    private final JsonParser parser;
    private final AnswerNotes notes;

    private CompletionsAnswerScan(JsonParser parser, byte[] bytes) {
        this.parser = parser;
        this.notes = new AnswerNotes(bytes, "", CompletionsAnswerScan::scan);
    }

    static AnswerBody scan(byte[] bytes) throws IOException {
        try (JsonParser parser = Json.parser(bytes)) {
            return new CompletionsAnswerScan(parser, bytes).scan();
        }
    }

    private AnswerBody scan() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT || JsonPositions.start(parser) < 0) {
            throw new IOException("An answer must be one JSON object in UTF-8");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "choices" -> choices(value);
                case "usage" -> usage(value);
                case "service_tier" -> notes.serviceTier(parser);
                case "error" -> {
                    if (value != JsonToken.VALUE_NULL) {
                        notes.markFailed();
                    }
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new IOException("An answer must be one JSON object, and nothing after it");
        }
        return notes.body();
    }

    private void usage(JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            Span span = AnswerNotes.skipped(parser);
            notes.usage(UsageReading.of(UsageFlavour.CHAT, notes.bytes(), span));
        }
    }

    private void choices(JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            choice(notes.nextChoice());
        }
    }

    private void choice(int position) throws IOException {
        int index = position;
        @Nullable Span text = null;
        @Nullable Span reason = null;
        String word = "";
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : position;
                case "text" -> text = value == JsonToken.VALUE_STRING ? AnswerNotes.skipped(parser) : null;
                case "finish_reason" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        word = parser.getText();
                        reason = AnswerNotes.skipped(parser);
                    }
                }
                case "logprobs" -> {
                    if (value == JsonToken.START_OBJECT) {
                        notes.logprobs().add(AnswerNotes.skipped(parser));
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (text != null) {
            notes.texts().add(new AnswerText(text, new Channel(index, Channel.Part.CONTENT, 0)));
        }
        if (reason != null) {
            notes.finishes().add(new Finish(index, word, reason));
        }
    }
}
