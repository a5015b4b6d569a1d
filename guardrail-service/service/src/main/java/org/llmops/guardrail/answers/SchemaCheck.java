package org.llmops.guardrail.answers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.llmops.guardrail.matching.PatternMalformed;
import org.llmops.guardrail.matching.PatternRule;
import org.llmops.guardrail.matching.Patterns;

/**
 * Makes sure before the first answer that a schema is small, refers to nothing outside of itself, and has only patterns that
 * match in linear time.
 */
final class SchemaCheck {
    static final int MAX_CHARACTERS = 65_536;
    private static final int MAX_NODES = 2_000;
    private static final int MAX_DEPTH = 40;
    private static final int MAX_PATTERN = 400;

    /** Keywords whose values are data, whatever they look like. */
    private static final Set<String> DATA = Set.of("const", "enum", "default", "examples");

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final JsonNode root;
    private final Set<String> names = new HashSet<>();
    private int nodes;

    private SchemaCheck(JsonNode root) {
        this.root = root;
    }

    /** The names that the schema gives to properties: what may be said aloud of where an answer is wrong. */
    static Set<String> check(JsonNode schema) throws SchemaFault {
        if (!schema.isObject()) {
            throw new SchemaFault("", "A JSON Schema: an object");
        }
        if (schema.toString().length() > MAX_CHARACTERS) {
            throw new SchemaFault("", "At most " + MAX_CHARACTERS + " characters");
        }
        SchemaCheck check = new SchemaCheck(schema);
        check.walk(schema, "", 0, Role.SCHEMA);
        new SchemaCost(schema).check();
        return Set.copyOf(check.names);
    }

    /** What a value of the document is. */
    private enum Role {
        SCHEMA,
        /** Schemas by name. */
        MAP,
        DATA;

        Role of(String key) {
            return switch (this) {
                case DATA -> DATA;
                case MAP -> SCHEMA;
                case SCHEMA -> SchemaCheck.DATA.contains(key) ? DATA : SchemaCost.MAPS.contains(key) ? MAP : SCHEMA;
            };
        }
    }

    private void walk(JsonNode node, String pointer, int depth, Role role) throws SchemaFault {
        if (++nodes > MAX_NODES) {
            throw new SchemaFault("", "At most " + MAX_NODES + " values");
        }
        if (depth > MAX_DEPTH) {
            throw new SchemaFault(pointer, "At most " + MAX_DEPTH + " levels");
        }
        for (var entry : node.properties()) {
            String inner = pointer + "/" + entry.getKey();
            if (role == Role.SCHEMA) {
                keyword(entry.getKey(), entry.getValue(), inner);
            }
            walk(entry.getValue(), inner, depth + 1, role.of(entry.getKey()));
        }
        if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                walk(node.get(index), pointer + "/" + index, depth + 1, role);
            }
        }
    }

    private void keyword(String name, JsonNode value, String pointer) throws SchemaFault {
        switch (name) {
            case "$ref" -> {
                if (!value.isTextual()
                        || !value.asText().equals("#") && !value.asText().startsWith("#/")) {
                    throw new SchemaFault(pointer, "A reference into the schema itself, such as #/$defs/item");
                }
                SchemaCost.resolve(root, value.asText(), pointer);
            }
            case "$dynamicRef", "$recursiveRef", "$id", "$vocabulary" ->
                throw new SchemaFault(pointer, "Is not supported; use $defs and $ref");
            case "$schema" -> {
                if (!value.asText().equals(DIALECT)) {
                    throw new SchemaFault(pointer, "Only draft 2020-12 is supported: " + DIALECT);
                }
            }
            case "pattern" -> pattern(value.asText(), pointer);
            case "patternProperties" -> {
                for (var entry : value.properties()) {
                    pattern(entry.getKey(), pointer);
                }
            }
            case "properties" -> value.properties().forEach(entry -> names.add(entry.getKey()));
            case "required" -> value.forEach(property -> names.add(property.asText()));
            default -> {}
        }
    }

    private static void pattern(String pattern, String pointer) throws SchemaFault {
        if (pattern.length() > MAX_PATTERN) {
            throw new SchemaFault(pointer, "A pattern of at most " + MAX_PATTERN + " characters");
        }
        try {
            // The x lets patterns pass that match nothing at all: in a schema they are harmless.
            Patterns.check(new PatternRule("pattern", "x(?:" + pattern + ")", List.of(), PatternRule.MAX_LENGTH, 0));
        } catch (PatternMalformed malformed) {
            throw new SchemaFault(
                    pointer, "A pattern that RE2 can match in linear time, without look-around and back-references");
        }
    }

    static boolean isSchema(JsonNode node) {
        return node instanceof ObjectNode || node.isBoolean();
    }
}
