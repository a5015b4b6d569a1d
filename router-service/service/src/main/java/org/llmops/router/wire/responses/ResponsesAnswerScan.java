package org.llmops.router.wire.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.AnswerNotes;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.body.JsonPositions;
import org.llmops.router.body.Span;

/** One pass over one event of a streamed response. */
final class ResponsesAnswerScan {
    /** Members of an event that are no text, whatever kind of event it is. */
    private static final List<String> NO_TEXT =
            List.of("type", "item_id", "response_id", "obfuscation", "partial_image_b64", "name");

    /** Places of texts in events of kinds that came later than this program. */
    private static final int UNKNOWN_PIECE = 499;

    private static final int UNKNOWN_WHOLE = 498;

    private final JsonParser parser;
    private final AnswerNotes notes;
    private final String type;
    private final ItemScan items;
    private int item;
    private int part;
    private @Nullable Span text;
    private @Nullable Span partSpan;
    private final List<Span> strings = new ArrayList<>(0);

    private ResponsesAnswerScan(JsonParser parser, byte[] bytes, String type) {
        this.parser = parser;
        this.type = type;
        this.notes = new AnswerNotes(bytes, type, edited -> scan(type, edited));
        this.items = new ItemScan(notes);
    }

    /**
     * @param name of the event; some who imitate the API leave it to the data
     */
    static AnswerBody event(String name, byte[] bytes) throws IOException {
        return scan(name.startsWith("response.") || name.equals("error") ? name : type(bytes), bytes);
    }

    private static AnswerBody scan(String type, byte[] bytes) throws IOException {
        try (JsonParser parser = Json.parser(bytes)) {
            return new ResponsesAnswerScan(parser, bytes, type).scan();
        }
    }

    private static String type(byte[] bytes) throws IOException {
        try (JsonParser parser = Json.parser(bytes)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isType = parser.currentName().equals("type");
                if (parser.nextToken() == JsonToken.VALUE_STRING && isType) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            throw new IOException("An event must say of which type it is");
        }
    }

    private AnswerBody scan() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT || JsonPositions.start(parser) < 0) {
            throw new IOException("An event must be one JSON object in UTF-8");
        }
        TextKind piece = TextKind.ofDelta(type);
        TextKind whole = TextKind.ofDone(type);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member(parser.currentName(), parser.nextToken(), piece, whole);
        }
        if (parser.nextToken() != null) {
            throw new IOException("An event must be one JSON object, and nothing after it");
        }
        if (piece != null && text != null) {
            notes.texts().add(new AnswerText(text, piece.channel(item, part)));
        } else if (whole != null) {
            Channel channel = whole.channel(item, part);
            notes.ends().add(channel);
            if (text != null) {
                notes.echoes().add(new AnswerText(text, channel));
            }
        } else if (partSpan != null) {
            items.part(partSpan, item, part);
        } else if (piece == null) {
            unknown();
        }
        if (type.equals("error")) {
            notes.markFailed();
        }
        return notes.body();
    }

    private void member(String name, JsonToken value, @Nullable TextKind piece, @Nullable TextKind whole)
            throws IOException {
        switch (name) {
            case "output_index" -> item = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : 0;
            case "content_index", "summary_index" ->
                part = value == JsonToken.VALUE_NUMBER_INT ? parser.getIntValue() : 0;
            case "logprobs" -> logprobs(value);
            // Where the item stands may be said behind it.
            case "part" -> partSpan = value == JsonToken.START_OBJECT ? AnswerNotes.skipped(parser) : null;
            case "item" -> item(value);
            case "response" -> response(value);
            default -> {
                boolean wanted = name.equals("delta") && piece != null || whole != null && name.equals(whole.member());
                if (value == JsonToken.VALUE_STRING && wanted) {
                    text = AnswerNotes.skipped(parser);
                } else if (value == JsonToken.VALUE_STRING && !NO_TEXT.contains(name)) {
                    strings.add(AnswerNotes.skipped(parser));
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void logprobs(JsonToken value) throws IOException {
        Span span = AnswerNotes.skipped(parser);
        if (value == JsonToken.START_ARRAY && span.bytes() > 2) {
            notes.logprobs().add(span);
        }
    }

    private void item(JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        Span span = AnswerNotes.skipped(parser);
        int place = outputIndex(span);
        items.item(span, place, type.endsWith(".done") ? ItemScan.Role.CLOSING : ItemScan.Role.ECHO);
    }

    /** The position is told in front of the item by all who are known, but nothing says that it must be. */
    private int outputIndex(Span behind) throws IOException {
        if (item > 0) {
            return item;
        }
        try (JsonParser rest = Json.parser(notes.bytes())) {
            rest.nextToken();
            while (rest.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = rest.currentName().equals("output_index");
                if (rest.nextToken() == JsonToken.VALUE_NUMBER_INT && found) {
                    return rest.getIntValue();
                }
                rest.skipChildren();
            }
            return 0;
        }
    }

    private void response(JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        boolean ended = type.equals("response.completed")
                || type.equals("response.incomplete")
                || type.equals("response.failed")
                || type.equals("response.cancelled");
        ResponseScan.scan(parser, notes, items, ItemScan.Role.ECHO, ended);
    }

    /** Kinds of events that came later than this program: what they say is a text until it is known better. */
    private void unknown() {
        if (type.endsWith(".delta")) {
            strings.forEach(
                    string -> notes.texts().add(new AnswerText(string, TextKind.CODE.channel(item, UNKNOWN_PIECE))));
        } else if (type.endsWith(".done")) {
            Channel channel = TextKind.CODE.channel(item, UNKNOWN_WHOLE);
            strings.forEach(string -> notes.texts().add(new AnswerText(string, channel)));
            notes.ends().add(channel);
        }
    }
}
