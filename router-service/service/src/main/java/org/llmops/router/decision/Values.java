package org.llmops.router.decision;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
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

    static void write(Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case Boolean bool -> json.writeBoolean(bool);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case List<?> list -> {
                json.writeStartArray();
                for (Object entry : list) {
                    write(entry, json);
                }
                json.writeEndArray();
            }
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(String.valueOf(entry.getKey()));
                    write(entry.getValue(), json);
                }
                json.writeEndObject();
            }
            default -> json.writeString(String.valueOf(value));
        }
    }
}
