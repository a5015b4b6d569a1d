package org.llmops.router.wire.chat;

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

/** One pass over a chat completion, or a chunk of one. */
final class ChatAnswerScan {
    private final JsonParser parser;
    private final AnswerNotes notes;

    private ChatAnswerScan(JsonParser parser, byte[] bytes) {
        this.parser = parser;
        this.notes = new AnswerNotes(bytes, "", ChatAnswerScan::scan);
    }

    static AnswerBody scan(byte[] bytes) throws IOException {
        try (JsonParser parser = Json.parser(bytes)) {
            return new ChatAnswerScan(parser, bytes).scan();
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
                // Groq tells the usage of a stream here, whether it was asked to or not.
                case "x_groq" -> groq(value);
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

    private void groq(JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isUsage = parser.currentName().equals("usage");
            JsonToken told = parser.nextToken();
            if (isUsage) {
                usage(told);
            } else {
                parser.skipChildren();
            }
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
        int firstText = notes.texts().size();
        int firstFinish = notes.finishes().size();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : position;
                case "delta", "message" -> message(value, position);
                case "finish_reason" -> finish(value, position);
                case "logprobs" -> {
                    if (value == JsonToken.START_OBJECT) {
                        notes.logprobs().add(AnswerNotes.skipped(parser));
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (index != position) {
            int choice = index;
            notes.texts()
                    .subList(firstText, notes.texts().size())
                    .replaceAll(text -> new AnswerText(
                            text.span(),
                            new Channel(
                                    choice,
                                    text.channel().part(),
                                    text.channel().tool())));
            notes.finishes()
                    .subList(firstFinish, notes.finishes().size())
                    .replaceAll(finish -> new Finish(choice, finish.reason(), finish.reasonSpan()));
        }
    }

    private void finish(JsonToken value, int choice) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            String reason = parser.getText();
            notes.finishes().add(new Finish(choice, reason, AnswerNotes.skipped(parser)));
        }
    }

    private void message(JsonToken value, int choice) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "content" -> notes.text(parser, new Channel(choice, Channel.Part.CONTENT, 0));
                case "refusal" -> notes.text(parser, new Channel(choice, Channel.Part.REFUSAL, 0));
                // Two spellings are in use; a provider that sends both sends the same text twice.
                case "reasoning_content" -> notes.text(parser, new Channel(choice, Channel.Part.REASONING, 0));
                case "reasoning" -> notes.text(parser, new Channel(choice, Channel.Part.REASONING, 1));
                case "thinking_blocks" -> thinkingBlocks(choice);
                case "tool_calls" -> toolCalls(choice);
                case "function_call" -> call(choice, 0);
                default -> parser.skipChildren();
            }
        }
    }

    /** Thoughts with the signatures that other formats have for them, beside the plain spellings. */
    private void thinkingBlocks(int choice) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (int position = 2; parser.nextToken() == JsonToken.START_OBJECT; position++) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean thought = parser.currentName().equals("thinking");
                parser.nextToken();
                if (thought) {
                    notes.text(parser, new Channel(choice, Channel.Part.REASONING, position));
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void toolCalls(int choice) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        for (int position = 0; parser.nextToken() == JsonToken.START_OBJECT; position++) {
            call(choice, position);
        }
    }

    /** A call's arguments lie one object deeper, its index may stand behind them. */
    private void call(int choice, int position) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        notes.markCall();
        int index = position;
        int firstText = notes.texts().size();
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_INT && depth == 1 && "index".equals(parser.currentName())) {
                index = parser.getIntValue();
            } else if (token == JsonToken.VALUE_STRING && isArguments(parser.currentName())) {
                notes.text(parser, new Channel(choice, Channel.Part.ARGUMENTS, position));
            }
        }
        int tool = index;
        notes.texts()
                .subList(firstText, notes.texts().size())
                .replaceAll(text -> new AnswerText(text.span(), new Channel(choice, Channel.Part.ARGUMENTS, tool)));
    }

    private static boolean isArguments(@Nullable String name) {
        return "arguments".equals(name) || "input".equals(name);
    }
}
