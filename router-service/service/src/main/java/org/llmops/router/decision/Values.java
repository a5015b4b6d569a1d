package org.llmops.router.decision;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON values as conditions know them: booleans, longs, doubles, strings, lists and maps. There is no null among them. */
public final class Values {
    private static final int MAX_DEPTH = 8;

    private Values() {}

    /** Empty for null, and for what is nested too deep. */
    public static Optional<Object> of(JsonNode json) {
        return of(json, 0);
    }

    private static Optional<Object> of(JsonNode json, int depth) {
        if (json.isNull() || json.isMissingNode() || depth > MAX_DEPTH) {
            return Optional.empty();
        }
        if (json.isArray()) {
            List<Object> list = new ArrayList<>(json.size());
            json.forEach(entry -> of(entry, depth + 1).ifPresent(list::add));
            return Optional.of(list);
        }
        if (json.isObject()) {
            return Optional.of(members(json, depth + 1));
        }
        return Optional.of(plain(json));
    }

    private static Object plain(JsonNode json) {
        if (json.isBoolean()) {
            return json.asBoolean();
        }
        if (json.isNumber()) {
            return json.isIntegralNumber() && json.canConvertToLong() ? (Object) json.asLong() : json.asDouble();
        }
        return json.asText();
    }

    static Map<String, Object> members(JsonNode json) {
        return members(json, 0);
    }

    private static Map<String, Object> members(JsonNode json, int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        json.properties()
                .forEach(
                        member -> of(member.getValue(), depth).ifPresent(value -> members.put(member.getKey(), value)));
        return members;
    }

    static Map<String, String> texts(JsonNode json) {
        Map<String, String> texts = new LinkedHashMap<>();
        json.properties()
                .forEach(member -> texts.put(member.getKey(), member.getValue().asText()));
        return texts;
    }

    static JsonNode json(Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (value) {
            case Boolean bool -> nodes.booleanNode(bool);
            case Long number -> nodes.numberNode(number);
            case Double number -> nodes.numberNode(number);
            case List<?> list -> {
                ArrayNode array = nodes.arrayNode();
                list.forEach(entry -> array.add(json(entry)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = nodes.objectNode();
                map.forEach((name, entry) -> object.set(String.valueOf(name), json(entry)));
                yield object;
            }
            default -> nodes.textNode(String.valueOf(value));
        };
    }
}
