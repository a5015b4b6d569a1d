package org.llmops.router.wire.messages;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerNotes;
import org.llmops.router.body.AnswerReader;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Channel.Part;
import org.llmops.router.body.Finish;
import org.llmops.router.body.Json;
import org.llmops.router.body.JsonPositions;
import org.llmops.router.body.Span;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** One pass over a message, or over one event of a streamed one. A text's channel is its block's position. */
final class MessagesAnswerScan {
    private final JsonParser parser;
    private final AnswerNotes notes;
    private final String event;
    private int index;

    private MessagesAnswerScan(JsonParser parser, byte[] bytes, String event, AnswerReader again) {
        this.parser = parser;
        this.event = event;
        this.notes = new AnswerNotes(bytes, event, again);
    }

    /** A whole message. */
    static AnswerBody message(byte[] bytes) throws IOException {
        return scan(bytes, "", MessagesAnswerScan::message);
    }

    /** One event; one that the stream does not name says itself what it is. */
    static AnswerBody event(String name, byte[] bytes) throws IOException {
        String event = name.isEmpty() ? Json.tree(bytes).path("type").asText("") : name;
        return scan(bytes, event, edited -> event(event, edited));
    }

    private static AnswerBody scan(byte[] bytes, String event, AnswerReader again) throws IOException {
        try (JsonParser parser = Json.parser(bytes)) {
            return new MessagesAnswerScan(parser, bytes, event, again).scan();
        }
    }

    private AnswerBody scan() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT || JsonPositions.start(parser) < 0) {
            throw new IOException("An answer must be one JSON object in UTF-8");
        }
        members();
        if (parser.nextToken() != null) {
            throw new IOException("An answer must be one JSON object, and nothing after it");
        }
        if (event.equals("content_block_stop")) {
            // It does not say of what kind the block was.
            for (Part part : new Part[] {Part.CONTENT, Part.REASONING, Part.ARGUMENTS}) {
                notes.ends().add(new Channel(0, part, index));
            }
        }
        if (event.equals("error")) {
            notes.markFailed();
        }
        if (!event.isEmpty()) {
            // The position may stand behind the text.
            retell(0, channel -> new Channel(0, channel.part(), index));
        }
        return notes.body();
    }

    private void members() throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "message" -> {
                    if (value == JsonToken.START_OBJECT) {
                        members();
                    }
                }
                case "role" -> notes.nextChoice();
                case "content" -> blocks(value);
                case "stop_reason" -> finish(value);
                case "usage" -> usage(value);
                case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : index;
                case "content_block" -> block(value, index);
                case "delta" -> delta(value);
                case "error" -> {
                    notes.markFailed();
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void usage(JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            Span span = AnswerNotes.skipped(parser);
            JsonNode usage = Json.tree(notes.bytes(), span.start(), span.end());
            notes.usage(UsageReading.of(UsageFlavour.ANTHROPIC, usage));
            notes.serviceTier(usage.path("service_tier").asText(""));
        }
    }

    private void finish(JsonToken value) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            String word = StopReasons.toChat(parser.getText());
            notes.finishes().add(new Finish(0, word, AnswerNotes.skipped(parser)));
        }
    }

    private void blocks(JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
            block(parser.currentToken(), position);
        }
    }

    private void block(JsonToken value, int position) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "text" -> notes.text(parser, new Channel(0, Part.CONTENT, position));
                case "thinking" -> notes.text(parser, new Channel(0, Part.REASONING, position));
                case "input" -> input(new Channel(0, Part.ARGUMENTS, position));
                case "citations" -> citations(position);
                default -> parser.skipChildren();
            }
        }
    }

    /** Only tools have an input. Here it is no text but a tree: each value in it is a text of its own. */
    private void input(Channel channel) throws IOException {
        notes.markCall();
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING || token.isNumeric()) {
                notes.texts().add(new AnswerText(AnswerNotes.skipped(parser), channel));
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    /** What is cited was said by others, but the client reads it here. */
    private void citations(int position) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            citation(position);
        }
    }

    private void citation(int position) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean cited = parser.currentName().equals("cited_text");
            parser.nextToken();
            if (cited) {
                notes.text(parser, new Channel(0, Part.CITATION, position));
            } else {
                parser.skipChildren();
            }
        }
    }

    private void delta(JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "text" -> notes.text(parser, new Channel(0, Part.CONTENT, index));
                case "thinking" -> notes.text(parser, new Channel(0, Part.REASONING, index));
                case "partial_json" -> notes.text(parser, new Channel(0, Part.ARGUMENTS, index));
                case "citation" -> citation(index);
                case "stop_reason" -> finish(token);
                default -> parser.skipChildren();
            }
        }
    }

    private void retell(int first, UnaryOperator<Channel> told) {
        notes.texts()
                .subList(first, notes.texts().size())
                .replaceAll(text -> new AnswerText(text.span(), told.apply(text.channel())));
    }
}
