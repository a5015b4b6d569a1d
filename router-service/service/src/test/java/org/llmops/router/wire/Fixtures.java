package org.llmops.router.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.sse.SseParser;
import org.llmops.router.sse.SseTooLong;

/** Bodies that tests work with, and ways to write them down. */
public final class Fixtures {
    private Fixtures() {}

    /** A JSON resource below {@code wire/}. */
    public static JsonNode resource(String name) {
        try (InputStream in = Fixtures.class.getClassLoader().getResourceAsStream("wire/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("No resource wire/" + name);
            }
            return Json.tree(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The elements of one member of a JSON resource. */
    public static Stream<JsonNode> cases(String resource, String member) {
        return StreamSupport.stream(resource(resource).path(member).spliterator(), false);
    }

    public static ObjectNode json(String text) {
        return (ObjectNode) tree(Json.utf8(text));
    }

    public static JsonNode tree(byte[] bytes) {
        try {
            return Json.tree(bytes);
        } catch (IOException malformed) {
            throw new AssertionError("Not JSON", malformed);
        }
    }

    /** As it would be after a journey over the wire: numbers have but one type. */
    public static JsonNode normal(JsonNode tree) {
        return tree(Json.bytes(tree));
    }

    public static List<JsonNode> trees(List<AnswerBody> bodies) {
        return bodies.stream().map(body -> tree(body.bytes())).toList();
    }

    /** The events of a stream as it goes over the wire. */
    public static List<SseEvent> events(String stream) {
        List<SseEvent> events = new ArrayList<>();
        try {
            new SseParser(1 << 20, events::add).feed(Json.utf8(stream));
        } catch (SseTooLong impossible) {
            throw new AssertionError(impossible);
        }
        return events;
    }

    /** Every member of the expected is there with the same value; others may be too. */
    public static boolean covers(JsonNode actual, JsonNode expected) {
        if (expected.isObject()) {
            for (var member : expected.properties()) {
                boolean known = actual.has(member.getKey()) && covers(actual.get(member.getKey()), member.getValue());
                if (!known && !member.getValue().isNull()) {
                    return false;
                }
            }
            return actual.isObject();
        }
        if (expected.isArray()) {
            Iterator<JsonNode> others = actual.iterator();
            for (JsonNode element : expected) {
                if (!others.hasNext() || !covers(others.next(), element)) {
                    return false;
                }
            }
            return actual.isArray() && !others.hasNext();
        }
        return expected.isNumber() ? actual.asDouble() == expected.asDouble() : actual.equals(expected);
    }
}
