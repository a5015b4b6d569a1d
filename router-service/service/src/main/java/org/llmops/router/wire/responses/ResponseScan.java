package org.llmops.router.wire.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerNotes;
import org.llmops.router.body.Finish;
import org.llmops.router.body.Json;
import org.llmops.router.body.JsonPositions;
import org.llmops.router.body.Span;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** One pass over a response object, be it an answer or part of an event. */
final class ResponseScan {
    private final JsonParser parser;
    private final AnswerNotes notes;
    private final ItemScan items;
    private final ItemScan.Role role;
    private @Nullable Span statusSpan;
    private String status = "";
    private String incomplete = "";

    private ResponseScan(JsonParser parser, AnswerNotes notes, ItemScan items, ItemScan.Role role) {
        this.parser = parser;
        this.notes = notes;
        this.items = items;
        this.role = role;
    }

    /** A whole answer. */
    static AnswerBody whole(byte[] bytes) throws IOException {
        try (JsonParser parser = Json.parser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT || JsonPositions.start(parser) < 0) {
                throw new IOException("An answer must be one JSON object in UTF-8");
            }
            AnswerNotes notes = new AnswerNotes(bytes, "", ResponseScan::whole);
            scan(parser, notes, new ItemScan(notes), ItemScan.Role.TEXT, true);
            if (parser.nextToken() != null) {
                throw new IOException("An answer must be one JSON object, and nothing after it");
            }
            return notes.body();
        }
    }

    /**
     * The response object that the parser stands at.
     *
     * @param ended it will not change any more
     */
    static void scan(JsonParser parser, AnswerNotes notes, ItemScan items, ItemScan.Role role, boolean ended)
            throws IOException {
        ResponseScan scan = new ResponseScan(parser, notes, items, role);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            scan.member(parser.currentName(), parser.nextToken());
        }
        if (ended) {
            scan.finish();
        }
    }

    private void member(String name, JsonToken value) throws IOException {
        switch (name) {
            case "output" -> output(value);
            case "usage" -> usage(value);
            case "service_tier" -> notes.serviceTier(parser);
            case "error" -> {
                if (value != JsonToken.VALUE_NULL) {
                    notes.markFailed();
                }
                parser.skipChildren();
            }
            case "status" -> {
                if (value == JsonToken.VALUE_STRING) {
                    status = parser.getText();
                    statusSpan = AnswerNotes.skipped(parser);
                }
            }
            case "incomplete_details" -> incomplete(value);
            default -> parser.skipChildren();
        }
    }

    private void output(JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        notes.nextChoice();
        for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                items.item(AnswerNotes.skipped(parser), position, role);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void usage(JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            Span span = AnswerNotes.skipped(parser);
            JsonNode usage = Json.tree(notes.bytes(), span.start(), span.end());
            notes.usage(UsageReading.of(UsageFlavour.RESPONSES, usage));
        }
    }

    private void incomplete(JsonToken value) throws IOException {
        if (value == JsonToken.START_OBJECT) {
            Span span = AnswerNotes.skipped(parser);
            incomplete = Json.tree(notes.bytes(), span.start(), span.end())
                    .path("reason")
                    .asText("");
        }
    }

    private void finish() {
        if (status.equals("failed") || status.equals("cancelled")) {
            notes.markFailed();
        }
        if (statusSpan != null) {
            notes.finishes().add(new Finish(0, reason(), statusSpan));
        }
    }

    /** In the words of chat completions. */
    private String reason() {
        return switch (status) {
            case "completed" -> items.calledClient() ? "tool_calls" : "stop";
            case "incomplete" -> incomplete.equals("content_filter") ? "content_filter" : "length";
            default -> status;
        };
    }
}
