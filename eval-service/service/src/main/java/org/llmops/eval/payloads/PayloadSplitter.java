package org.llmops.eval.payloads;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.eval.payloads.SplitPayload.Block;

/**
 * Cuts a payload into blocks, so that the history which every turn of a conversation sends again is stored once.
 * It cuts the text itself instead of writing the JSON anew: numbers, escapes, repeated names and the order of fields stay
 * as they were sent.
 */
public final class PayloadSplitter {
    private static final String MESSAGES = "messages";

    /** The bytes are UTF-8; to guess the charset would misread texts that hold a NUL. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private PayloadSplitter() {}

    /** @param truncated the text was cut off, so it is not looked into */
    public static SplitPayload split(byte[] text, boolean truncated) {
        if (text.length == 0) {
            return SplitPayload.ABSENT;
        }
        if (truncated) {
            return whole(PayloadForm.OPAQUE, text);
        }
        try (JsonParser parser = JSON.createParser(text)) {
            JsonToken first = parser.nextToken();
            Messages messages = first == JsonToken.START_OBJECT ? findMessages(parser) : skip(parser);
            if (first == null || parser.nextToken() != null) {
                return whole(PayloadForm.OPAQUE, text);
            }
            return messages == null ? whole(PayloadForm.DOCUMENT, text) : conversation(text, messages);
        } catch (IOException notJson) {
            return whole(PayloadForm.OPAQUE, text);
        }
    }

    /** What a text would be split into. */
    public static PayloadForm formOf(byte[] text) {
        return split(text, false).plan().form();
    }

    private static SplitPayload whole(PayloadForm form, byte[] text) {
        return SplitPayload.of(form, 0, List.of(Block.of(text)));
    }

    private static SplitPayload conversation(byte[] text, Messages messages) {
        byte[] rest = Arrays.copyOf(text, messages.from + text.length - messages.to);
        System.arraycopy(text, messages.to, rest, messages.from, text.length - messages.to);
        List<Block> blocks = new ArrayList<>(1 + messages.spans.size());
        blocks.add(Block.of(rest));
        messages.spans.forEach(span -> blocks.add(Block.of(Arrays.copyOfRange(text, span.from, span.to))));
        return SplitPayload.of(PayloadForm.CONVERSATION, messages.from, blocks);
    }

    private static @Nullable Messages skip(JsonParser parser) throws IOException {
        parser.skipChildren();
        return null;
    }

    /** Reads the object to its end; null when it has no messages that are objects. */
    private static @Nullable Messages findMessages(JsonParser parser) throws IOException {
        Messages messages = null;
        for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY && messages == null && field.equals(MESSAGES)) {
                messages = readMessages(parser);
            } else {
                parser.skipChildren();
            }
        }
        return messages;
    }

    private static @Nullable Messages readMessages(JsonParser parser) throws IOException {
        int from = endOfToken(parser);
        List<Span> spans = new ArrayList<>();
        boolean objectsOnly = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            objectsOnly &= parser.currentToken() == JsonToken.START_OBJECT;
            int start = endOfToken(parser) - 1;
            parser.skipChildren();
            spans.add(new Span(start, endOfToken(parser)));
        }
        return objectsOnly && !spans.isEmpty() ? new Messages(from, endOfToken(parser) - 1, spans) : null;
    }

    /** Exact behind a bracket, whose length is known. */
    private static int endOfToken(JsonParser parser) {
        return Math.toIntExact(parser.currentLocation().getByteOffset());
    }

    /** The inside of the array, from behind its opening bracket to before its closing one. */
    private record Messages(int from, int to, List<Span> spans) {}

    private record Span(int from, int to) {}
}
