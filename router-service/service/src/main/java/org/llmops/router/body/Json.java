package org.llmops.router.body;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Reads and writes JSON without binding it to classes; numbers keep the spelling they came with. */
public final class Json {
    static final int MAX_DEPTH = 200;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            // Names come from strangers: interning them would fill a table that is never emptied.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(64 << 20)
                    .build())
            .build();
    private static final ObjectMapper TREES = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectReader TREE_READER = TREES.reader();
    private static final ObjectReader UNAMBIGUOUS =
            TREE_READER.with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private Json() {}

    /** Walks over JSON in UTF-8. */
    public static JsonParser parser(byte[] bytes) throws IOException {
        return FACTORY.createParser(bytes);
    }

    /** A parser of the value that lies between two positions; it counts positions from the first. */
    public static JsonParser parser(byte[] bytes, int start, int end) throws IOException {
        return FACTORY.createParser(bytes, start, end - start);
    }

    /** Writes JSON as text. */
    public static JsonGenerator generator(Writer to) throws IOException {
        return FACTORY.createGenerator(to);
    }

    /** The value as a tree; fails when it is not exactly one JSON value. */
    public static JsonNode tree(byte[] bytes) throws IOException {
        return TREE_READER.readTree(bytes);
    }

    /** The value as a tree; fails also when one of its objects names a member twice. */
    public static JsonNode unambiguousTree(byte[] bytes) throws IOException {
        return UNAMBIGUOUS.readTree(bytes);
    }

    /** The value that lies between two positions, as a tree. */
    public static JsonNode tree(byte[] bytes, int start, int end) throws IOException {
        return TREE_READER.readTree(bytes, start, end - start);
    }

    /** The tree as it goes over a wire. */
    public static byte[] bytes(JsonNode tree) {
        try {
            return TREES.writeValueAsBytes(tree);
        } catch (IOException impossible) {
            throw new IllegalStateException("A tree in memory can always be written", impossible);
        }
    }

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** What a JSON string says, given the positions of its quotes. */
    public static String text(byte[] bytes, int start, int end) {
        try (JsonParser parser = FACTORY.createParser(bytes, start, end - start)) {
            parser.nextToken();
            return parser.getText();
        } catch (IOException impossible) {
            throw new IllegalStateException("The string was scanned before", impossible);
        }
    }

    /** The JSON string, quotes included, that says this text. */
    public static byte[] quoted(String text) {
        byte[] inner = JsonStringEncoder.getInstance().quoteAsUTF8(text);
        byte[] quoted = new byte[inner.length + 2];
        quoted[0] = '"';
        System.arraycopy(inner, 0, quoted, 1, inner.length);
        quoted[quoted.length - 1] = '"';
        return quoted;
    }

    /** The text as UTF-8, for pieces of JSON that the router writes itself. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
