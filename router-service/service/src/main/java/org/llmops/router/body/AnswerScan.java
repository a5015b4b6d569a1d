package org.llmops.router.body;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over an answer's bytes that finds what the router must know. */
final class AnswerScan {
    private final JsonParser parser;
    private final byte[] bytes;
    private final List<AnswerText> texts = new ArrayList<>(2);
    private final List<Finish> finishes = new ArrayList<>(1);
    private final List<Span> logprobs = new ArrayList<>(0);
    private @Nullable Span usage;
    private int choices;
    private boolean calls;
    private boolean failed;

    private AnswerScan(JsonParser parser, byte[] bytes) {
        this.parser = parser;
        this.bytes = bytes;
    }

    static AnswerBody scan(byte[] bytes) throws IOException {
        try (JsonParser parser = Json.parser(bytes)) {
            return new AnswerScan(parser, bytes).scan();
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
                case "usage" -> usage = value == JsonToken.START_OBJECT ? skipped() : null;
                case "error" -> {
                    failed = value != JsonToken.VALUE_NULL;
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new IOException("An answer must be one JSON object, and nothing after it");
        }
        return new AnswerBody(bytes, texts, finishes, logprobs, usage, choices, calls, failed);
    }

    private void choices(JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            choice(choices++);
        }
    }

    private void choice(int position) throws IOException {
        int index = position;
        int firstText = texts.size();
        int firstFinish = finishes.size();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "index" -> index = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : position;
                case "delta", "message" -> message(value, position);
                case "finish_reason" -> finish(value, position);
                case "logprobs" -> {
                    if (value == JsonToken.START_OBJECT) {
                        logprobs.add(skipped());
                    }
                }
                default -> parser.skipChildren();
            }
        }
        if (index != position) {
            int choice = index;
            texts.subList(firstText, texts.size())
                    .replaceAll(text -> new AnswerText(
                            text.span(),
                            new Channel(
                                    choice,
                                    text.channel().part(),
                                    text.channel().tool())));
            finishes.subList(firstFinish, finishes.size())
                    .replaceAll(finish -> new Finish(choice, finish.reason(), finish.reasonSpan()));
        }
    }

    private void finish(JsonToken value, int choice) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            String reason = parser.getText();
            finishes.add(new Finish(choice, reason, skipped()));
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
                case "content" -> text(new Channel(choice, Channel.Part.CONTENT, 0));
                case "refusal" -> text(new Channel(choice, Channel.Part.REFUSAL, 0));
                // Two spellings are in use; a provider that sends both sends the same text twice.
                case "reasoning_content" -> text(new Channel(choice, Channel.Part.REASONING, 0));
                case "reasoning" -> text(new Channel(choice, Channel.Part.REASONING, 1));
                case "tool_calls" -> toolCalls(choice);
                case "function_call" -> call(choice, 0);
                default -> parser.skipChildren();
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
        calls = true;
        int index = position;
        int firstText = texts.size();
        for (int depth = 1; depth > 0; ) {
            JsonToken token = parser.nextToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_NUMBER_INT && depth == 1 && "index".equals(parser.currentName())) {
                index = parser.getIntValue();
            } else if (token == JsonToken.VALUE_STRING && isArguments(parser.currentName())) {
                text(new Channel(choice, Channel.Part.ARGUMENTS, position));
            }
        }
        int tool = index;
        texts.subList(firstText, texts.size())
                .replaceAll(text -> new AnswerText(text.span(), new Channel(choice, Channel.Part.ARGUMENTS, tool)));
    }

    private static boolean isArguments(@Nullable String name) {
        return "arguments".equals(name) || "input".equals(name);
    }

    private void text(Channel channel) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            texts.add(new AnswerText(skipped(), channel));
        } else {
            parser.skipChildren();
        }
    }

    private Span skipped() throws IOException {
        int start = JsonPositions.start(parser);
        parser.skipChildren();
        return new Span(start, JsonPositions.end(parser));
    }
}
