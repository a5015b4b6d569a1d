package org.llmops.router.wire.responses;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerNotes;
import org.llmops.router.body.AnswerText;
import org.llmops.router.body.Channel;
import org.llmops.router.body.Json;
import org.llmops.router.body.JsonPositions;
import org.llmops.router.body.Span;

/** Finds the texts in the items of an output. */
final class ItemScan {
    /** What strings of items whose texts are not streamed are no texts. */
    private static final Set<String> NO_TEXT = Set.of(
            "type",
            "id",
            "status",
            "call_id",
            "role",
            "name",
            "phase",
            "namespace",
            "server_label",
            "container_id",
            "file_id",
            "encrypted_content",
            "fingerprint",
            "result");

    private static final int FIRST_LEAF = 1;
    private static final int LAST_LEAF = 490;

    /** What an item's texts are to whoever reads the answer. */
    enum Role {
        /** They are told here for the first time. */
        TEXT,
        /** They were told before, piece by piece. */
        ECHO,
        /** Those that are streamed were told before; others are told here for the first time, and are complete. */
        CLOSING
    }

    private final AnswerNotes notes;
    private boolean calledClient;

    ItemScan(AnswerNotes notes) {
        this.notes = notes;
    }

    /** The client is asked to run a tool. */
    boolean calledClient() {
        return calledClient;
    }

    void item(Span span, int index, Role role) throws IOException {
        try (JsonParser parser = at(span)) {
            new Walk(parser, span.start(), index, role).item();
        }
    }

    /** A part of an item, in an event of its own. */
    void part(Span span, int index, int position) throws IOException {
        try (JsonParser parser = at(span)) {
            new Walk(parser, span.start(), index, Role.ECHO).part(position, null);
        }
    }

    private JsonParser at(Span span) throws IOException {
        JsonParser parser = Json.parser(notes.bytes(), span.start(), span.end());
        parser.nextToken();
        return parser;
    }

    /** One item, whose positions are counted from its own beginning. */
    private final class Walk {
        private final JsonParser parser;
        private final int offset;
        private final int index;
        private final Role role;
        private int leaves;

        private Walk(JsonParser parser, int offset, int index, Role role) {
            this.parser = parser;
            this.offset = offset;
            this.index = index;
            this.role = role;
        }

        private void item() throws IOException {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "type" -> type(parser.getText());
                    case "content", "summary" -> parts(value, name);
                    case "arguments", "input", "code" -> {
                        if (value == JsonToken.VALUE_STRING) {
                            told(TextKind.ARGUMENTS.channel(index, 0), role == Role.TEXT);
                        } else {
                            parser.skipChildren();
                        }
                    }
                    default -> leaves(name);
                }
            }
        }

        private void type(String type) {
            if (TextKind.ofItem(type) != null) {
                notes.markCall();
                calledClient |= type.equals("function_call") || type.equals("custom_tool_call");
            }
        }

        private void parts(JsonToken value, String member) throws IOException {
            if (value != JsonToken.START_ARRAY) {
                parser.skipChildren();
                return;
            }
            TextKind kind = member.equals("summary") ? TextKind.SUMMARY : null;
            for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
                if (parser.currentToken() == JsonToken.START_OBJECT) {
                    part(position, kind);
                } else {
                    parser.skipChildren();
                }
            }
        }

        /** Of what type the part is may be said behind its text. */
        private void part(int position, @Nullable TextKind known) throws IOException {
            TextKind kind = known;
            Span text = null;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "type" -> kind = known == null ? TextKind.ofPart(parser.getText()) : known;
                    case "text", "refusal" -> text = value == JsonToken.VALUE_STRING ? skipped() : text;
                    case "logprobs" -> {
                        Span span = skipped();
                        if (value == JsonToken.START_ARRAY && span.bytes() > 2) {
                            notes.logprobs().add(span);
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
            if (text != null) {
                Channel channel = (kind == null ? TextKind.OUTPUT_TEXT : kind).channel(index, position);
                (role == Role.TEXT ? notes.texts() : notes.echoes()).add(new AnswerText(text, channel));
            }
        }

        private void leaves(String name) throws IOException {
            if (!parser.currentToken().isStructStart()) {
                leaf(name);
                return;
            }
            for (int depth = 1; depth > 0; ) {
                JsonToken token = parser.nextToken();
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd()) {
                    depth--;
                } else {
                    leaf(parser.currentName());
                }
            }
        }

        private void leaf(@Nullable String name) throws IOException {
            if (parser.currentToken() == JsonToken.VALUE_STRING && (name == null || !NO_TEXT.contains(name))) {
                int place = Math.min(FIRST_LEAF + leaves++, LAST_LEAF);
                Channel channel = TextKind.ARGUMENTS.channel(index, place);
                told(channel, role != Role.ECHO);
                if (role == Role.CLOSING) {
                    notes.ends().add(channel);
                }
            }
        }

        private void told(Channel channel, boolean first) throws IOException {
            (first ? notes.texts() : notes.echoes()).add(new AnswerText(skipped(), channel));
        }

        private Span skipped() throws IOException {
            int start = JsonPositions.start(parser);
            parser.skipChildren();
            return new Span(offset + start, offset + JsonPositions.end(parser));
        }
    }
}
