package org.llmops.guardrail.answers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How many times a schema looks at one and the same value of an answer, at worst. Alternatives that refer to each other may
 * double that with every level; an answer could then keep a validator busy for ever, so such a schema is refused.
 */
final class SchemaCost {
    /** Keywords whose members are schemas by names that are no keywords. */
    static final Set<String> MAPS =
            Set.of("properties", "patternProperties", "$defs", "definitions", "dependentSchemas");

    /** One value may be looked at so many times. */
    private static final int MAX_LOOKS = 500;

    private static final List<String> LISTS_IN_PLACE = List.of("allOf", "anyOf", "oneOf");
    private static final List<String> IN_PLACE = List.of("not", "if", "then", "else");

    private final JsonNode root;
    private final Map<JsonNode, Map<JsonNode, Long>> applied = new IdentityHashMap<>();

    SchemaCost(JsonNode root) {
        this.root = root;
    }

    void check() throws SchemaFault {
        Map<JsonNode, Long> looks = applied(root, Set.of());
        for (int level = 0; level < LenientJson.MAX_DEPTH && !looks.isEmpty(); level++) {
            if (total(looks) > MAX_LOOKS) {
                throw new SchemaFault(
                        "",
                        "Looks at one value more than " + MAX_LOOKS
                                + " times; use fewer alternatives that refer to each other");
            }
            looks = inside(looks);
        }
    }

    /** What a reference within the schema means. */
    static JsonNode resolve(JsonNode root, String reference, String pointer) throws SchemaFault {
        JsonNode node = root;
        for (String step : reference.substring(1).split("/", -1)) {
            if (node != root || !step.isEmpty()) {
                String name = step.replace("~1", "/").replace("~0", "~");
                boolean isIndex = node.isArray()
                        && !name.isEmpty()
                        && name.length() < 6
                        && name.chars().allMatch(Character::isDigit);
                node = isIndex ? node.path(Integer.parseInt(name)) : node.path(name);
            }
        }
        if (!SchemaCheck.isSchema(node)) {
            throw new SchemaFault(pointer, "A reference to a schema that exists");
        }
        return node;
    }

    /** The schemas that look at a value when this one does, itself included, and how often. */
    private Map<JsonNode, Long> applied(JsonNode schema, Set<JsonNode> within) throws SchemaFault {
        Map<JsonNode, Long> known = applied.get(schema);
        if (known != null) {
            return known;
        }
        Set<JsonNode> identities = Collections.newSetFromMap(new IdentityHashMap<>());
        identities.addAll(within);
        if (!identities.add(schema)) {
            throw new SchemaFault("", "A schema that refers to itself must ask for a property or an item in between");
        }
        Map<JsonNode, Long> all = new IdentityHashMap<>();
        all.put(schema, 1L);
        for (JsonNode inner : inPlace(schema)) {
            applied(inner, identities).forEach((node, times) -> all.merge(node, times, SchemaCost::plus));
        }
        applied.put(schema, all);
        return all;
    }

    private List<JsonNode> inPlace(JsonNode schema) throws SchemaFault {
        List<JsonNode> inner = new ArrayList<>();
        for (String list : LISTS_IN_PLACE) {
            schema.path(list).forEach(inner::add);
        }
        for (String keyword : IN_PLACE) {
            if (schema.has(keyword)) {
                inner.add(schema.get(keyword));
            }
        }
        schema.path("dependentSchemas").forEach(inner::add);
        if (schema.path("$ref").isTextual()) {
            inner.add(resolve(root, schema.get("$ref").asText(), ""));
        }
        inner.removeIf(node -> !node.isObject());
        return inner;
    }

    /** How often the schemas look at the worst placed value one level down. */
    private Map<JsonNode, Long> inside(Map<JsonNode, Long> looks) throws SchemaFault {
        Set<String> names = new HashSet<>();
        for (JsonNode schema : looks.keySet()) {
            schema.path("properties").fieldNames().forEachRemaining(name -> names.add("/" + name));
            for (int index = 0; index < schema.path("prefixItems").size(); index++) {
                names.add("#" + index);
            }
        }
        names.add("/");
        names.add("#");
        Map<JsonNode, Long> worst = new IdentityHashMap<>();
        for (String name : names) {
            Map<JsonNode, Long> here = new IdentityHashMap<>();
            for (var look : looks.entrySet()) {
                for (JsonNode child : children(look.getKey(), name)) {
                    for (var inner : applied(child, Set.of()).entrySet()) {
                        here.merge(inner.getKey(), times(look.getValue(), inner.getValue()), SchemaCost::plus);
                    }
                }
            }
            here.forEach((node, count) -> worst.merge(node, count, Math::max));
        }
        return worst;
    }

    /** The schemas that look at a property ({@code /name}) or an item ({@code #index}); nameless ones are the others. */
    private static List<JsonNode> children(JsonNode schema, String name) {
        List<JsonNode> children = new ArrayList<>();
        if (name.charAt(0) == '/') {
            schema.path("patternProperties").forEach(children::add);
            JsonNode named = schema.path("properties").path(name.substring(1));
            children.add(named.isMissingNode() || name.length() == 1 ? schema.path("additionalProperties") : named);
            children.add(schema.path("unevaluatedProperties"));
        } else {
            JsonNode prefix = schema.path("prefixItems");
            boolean placed = name.length() > 1 && Integer.parseInt(name.substring(1)) < prefix.size();
            children.add(placed ? prefix.get(Integer.parseInt(name.substring(1))) : schema.path("items"));
            children.add(schema.path("contains"));
            children.add(schema.path("unevaluatedItems"));
        }
        children.removeIf(node -> !node.isObject());
        return children;
    }

    private static long total(Map<JsonNode, Long> looks) {
        return looks.values().stream().mapToLong(Long::longValue).reduce(0, SchemaCost::plus);
    }

    private static long plus(long one, long other) {
        return Math.min(MAX_LOOKS + 1L, one + other);
    }

    private static long times(long one, long other) {
        return Math.min(MAX_LOOKS + 1L, one * other);
    }
}
