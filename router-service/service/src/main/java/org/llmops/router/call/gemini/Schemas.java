package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/**
 * JSON Schema in the subset that Google takes (its Schema object, after OpenAPI 3.0): references are written out,
 * alternatives become {@code anyOf}, a constant an enumeration of one, "or null" a nullable type. What only narrows and
 * is not known there is left out.
 */
final class Schemas {
    private static final Set<String> KEPT = Set.of(
            "title",
            "description",
            "default",
            "maxItems",
            "minItems",
            "minProperties",
            "maxProperties",
            "minLength",
            "maxLength",
            "pattern",
            "minimum",
            "maximum",
            "example",
            "propertyOrdering",
            "nullable",
            "required");
    private static final Map<String, Set<String>> FORMATS = Map.of(
            "string", Set.of("date-time", "enum"),
            "integer", Set.of("int32", "int64"),
            "number", Set.of("float", "double"));
    private static final int MAX_DEPTH = 40;
    private static final int MAX_NODES = 20_000;

    private final JsonNode root;
    private final String param;
    private int nodes;

    private Schemas(JsonNode root, String param) {
        this.root = root;
        this.param = param;
    }

    /** @param param the member of the request that holds the schema */
    static ObjectNode cleaned(JsonNode schema, String param) throws BodyMalformed {
        return new Schemas(schema, param).clean(schema, 0);
    }

    private ObjectNode clean(JsonNode schema, int depth) throws BodyMalformed {
        if (depth > MAX_DEPTH || ++nodes > MAX_NODES) {
            throw new BodyMalformed(param, "The schema refers to itself or is too large for this model.");
        }
        ObjectNode clean = Json.object();
        if (schema.has("$ref")) {
            clean.setAll(clean(referred(schema.path("$ref").asText()), depth + 1));
        }
        for (JsonNode part : schema.path("allOf")) {
            merge(clean, clean(part, depth + 1));
        }
        type(schema, clean);
        for (var member : schema.properties()) {
            String name = member.getKey();
            JsonNode value = member.getValue();
            switch (name) {
                case "properties" -> {
                    ObjectNode properties = clean.withObjectProperty("properties");
                    for (var property : value.properties()) {
                        properties.set(property.getKey(), clean(property.getValue(), depth + 1));
                    }
                }
                case "items" -> clean.set("items", clean(value, depth + 1));
                case "anyOf", "oneOf" -> alternatives(value, clean, depth);
                case "enum" -> enumeration(value, clean);
                case "const" -> enumeration(Json.object().arrayNode().add(value), clean);
                default -> {
                    if (KEPT.contains(name)) {
                        clean.set(name, value);
                    }
                }
            }
        }
        format(schema, clean);
        if (clean.path("type").asText().equals("array") && !clean.has("items")) {
            // Google wants to know what an array holds; anything is told by telling nothing more.
            clean.putObject("items").put("type", "string");
        }
        return clean;
    }

    /** Two halves of one schema: members of both, all of both required. */
    private static void merge(ObjectNode into, ObjectNode half) {
        half.properties().forEach(member -> {
            JsonNode present = into.path(member.getKey());
            if (present instanceof ObjectNode both && member.getValue() instanceof ObjectNode more) {
                both.setAll(more);
            } else if (present instanceof ArrayNode both && member.getValue() instanceof ArrayNode more) {
                both.addAll(more);
            } else {
                into.set(member.getKey(), member.getValue());
            }
        });
    }

    private static void type(JsonNode schema, ObjectNode clean) {
        JsonNode type = schema.path("type");
        if (type.isTextual()) {
            clean.set("type", type);
            return;
        }
        ArrayNode types = Json.object().arrayNode();
        for (JsonNode one : type) {
            if (one.asText().equals("null")) {
                clean.put("nullable", true);
            } else {
                types.add(one);
            }
        }
        if (types.size() == 1) {
            clean.set("type", types.get(0));
        } else {
            types.forEach(one -> clean.withArrayProperty("anyOf").addObject().set("type", one));
        }
    }

    private void alternatives(JsonNode schemas, ObjectNode clean, int depth) throws BodyMalformed {
        ArrayNode alternatives = Json.object().arrayNode();
        for (JsonNode schema : schemas) {
            if (schema.path("type").asText().equals("null")) {
                clean.put("nullable", true);
            } else {
                alternatives.add(clean(schema, depth + 1));
            }
        }
        if (alternatives.size() == 1) {
            clean.setAll((ObjectNode) alternatives.get(0));
        } else {
            clean.set("anyOf", alternatives);
        }
    }

    /** Google enumerates texts only. */
    private static void enumeration(JsonNode values, ObjectNode clean) {
        ArrayNode texts = Json.object().arrayNode();
        for (JsonNode value : values) {
            if (value.isNull()) {
                clean.put("nullable", true);
            } else if (value.isTextual()) {
                texts.add(value);
            } else {
                return;
            }
        }
        clean.put("type", "string");
        clean.set("enum", texts);
    }

    private static void format(JsonNode schema, ObjectNode clean) {
        String format = schema.path("format").asText();
        if (FORMATS.getOrDefault(clean.path("type").asText(), Set.of()).contains(format)) {
            clean.put("format", format);
        }
    }

    private JsonNode referred(String pointer) throws BodyMalformed {
        JsonNode referred = pointer.equals("#")
                ? root
                : pointer.startsWith("#/")
                        ? root.at(pointer.substring(1))
                        : Json.object().path("");
        if (!referred.isObject()) {
            throw new BodyMalformed(param, "The schema refers to '" + pointer + "', which it does not hold.");
        }
        return referred;
    }
}
