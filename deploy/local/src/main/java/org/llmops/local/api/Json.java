package org.llmops.local.api;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** JSON, and the documents that lie beside the code. */
public final class Json {
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** A document of the class path, such as {@code seed/route.json}. */
    public static ObjectNode resource(String name) {
        try (InputStream document = Json.class.getClassLoader().getResourceAsStream(name)) {
            return (ObjectNode) MAPPER.readTree(document);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name, e);
        }
    }
}
