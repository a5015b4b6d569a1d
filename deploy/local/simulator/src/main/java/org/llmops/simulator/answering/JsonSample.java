package org.llmops.simulator.answering;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value that satisfies a JSON schema, of the part of JSON Schema that providers accept for structured output:
 * types, properties, items, enum, const, anyOf, oneOf, allOf, $ref, and the bounds of strings, numbers and arrays.
 * Patterns are not understood.
 */
final class JsonSample {

    /** Recursive schemas end here: what is deeper is null, and an array is empty. */
    private static final int DEEPEST = 12;

    private static final int LONGEST_ARRAY = 100;
    private static final int LONGEST_STRING = 100_000;

    private final JsonObject root;
    private final String text;

    private JsonSample(JsonObject root, String text) {
        this.root = root;
        this.text = text;
    }

    /** A value for the schema, with the text as the value of its free strings. */
    static @Nullable Object of(JsonObject schema, String text) {
        return new JsonSample(schema, text).value(schema, 0);
    }

    private @Nullable Object value(JsonObject schema, int depth) {
        if (depth > DEEPEST) {
            return null;
        }
        if (schema.getValue("$ref") instanceof String reference) {
            return value(resolve(reference), depth + 1);
        }
        if (schema.containsKey("const")) {
            return schema.getValue("const");
        }
        if (schema.getValue("enum") instanceof JsonArray options && !options.isEmpty()) {
            return options.getValue(0);
        }
        for (String alternatives : List.of("anyOf", "oneOf")) {
            if (schema.getValue(alternatives) instanceof JsonArray options && !options.isEmpty()) {
                return value(firstNotNull(options), depth + 1);
            }
        }
        if (schema.getValue("allOf") instanceof JsonArray parts) {
            return value(merged(schema, parts), depth + 1);
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, depth);
            case "integer" -> (long) number(schema, 1);
            case "number" -> number(schema, 0);
            case "boolean" -> true;
            case "null" -> null;
            default -> string(schema);
        };
    }

    private JsonObject object(JsonObject schema, int depth) {
        JsonObject object = new JsonObject();
        JsonArray required = schema.getValue("required") instanceof JsonArray names ? names : new JsonArray();
        for (var property : child(schema, "properties")) {
            boolean leftOut = depth >= DEEPEST / 2 && !required.contains(property.getKey());
            if (!leftOut && property.getValue() instanceof JsonObject propertySchema) {
                object.put(property.getKey(), value(propertySchema, depth + 1));
            }
        }
        return object;
    }

    private JsonArray array(JsonObject schema, int depth) {
        JsonArray array = new JsonArray();
        double least = Math.max(depth >= DEEPEST / 2 ? 0 : 1, number(schema, "minItems", 0));
        double size = Math.min(LONGEST_ARRAY, Math.min(least, number(schema, "maxItems", LONGEST_ARRAY)));
        while (array.size() < size) {
            array.add(value(child(schema, "items"), depth + 1));
        }
        return array;
    }

    /** One, or else the number within the bounds that is easiest to find. */
    private static double number(JsonObject schema, double step) {
        double above = number(schema, "exclusiveMinimum", Double.NEGATIVE_INFINITY);
        double below = number(schema, "exclusiveMaximum", Double.POSITIVE_INFINITY);
        double least = Math.max(above, number(schema, "minimum", Double.NEGATIVE_INFINITY));
        double most = Math.min(below, number(schema, "maximum", Double.POSITIVE_INFINITY));
        double multiple = number(schema, "multipleOf", step);
        return DoubleStream.of(1, least, most, (least + most) / 2, least + Math.max(1, multiple), most - 1)
                .map(candidate -> multiple == 0 ? candidate : Math.ceil(candidate / multiple) * multiple)
                .filter(candidate -> candidate > above && candidate < below && candidate >= least && candidate <= most)
                .findFirst()
                .orElse(least);
    }

    private static double number(JsonObject schema, String name, double otherwise) {
        return schema.getValue(name) instanceof Number number ? number.doubleValue() : otherwise;
    }

    private static JsonObject child(JsonObject schema, String name) {
        return schema.getValue(name) instanceof JsonObject child ? child : new JsonObject();
    }

    private String string(JsonObject schema) {
        String sample = switch (String.valueOf(schema.getValue("format"))) {
            case "date-time" -> "2025-01-01T00:00:00Z";
            case "date" -> "2025-01-01";
            case "time" -> "00:00:00Z";
            case "email" -> "someone@example.com";
            case "uri" -> "https://example.com/";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            case "ipv4" -> "192.0.2.1";
            default -> text;
        };
        int missing = (int) Math.min(LONGEST_STRING, number(schema, "minLength", 0)) - sample.length();
        String longEnough = missing > 0 ? sample + "x".repeat(missing) : sample;
        double most = Math.min(longEnough.length(), number(schema, "maxLength", LONGEST_STRING));
        return longEnough.substring(0, (int) most);
    }

    private JsonObject resolve(String reference) {
        Object found = root;
        for (String step : reference.replaceFirst("^#/?", "").split("/")) {
            found = step.isEmpty() || !(found instanceof JsonObject object) ? found : object.getValue(step);
        }
        return found instanceof JsonObject schema ? schema : new JsonObject();
    }

    private static JsonObject firstNotNull(JsonArray options) {
        return options.stream()
                .filter(JsonObject.class::isInstance)
                .map(JsonObject.class::cast)
                .filter(option -> !"null".equals(option.getValue("type")))
                .findFirst()
                .orElseGet(() -> new JsonObject().put("type", "null"));
    }

    private JsonObject merged(JsonObject schema, JsonArray parts) {
        JsonObject merged = schema.copy();
        merged.remove("allOf");
        for (Object part : parts) {
            if (part instanceof JsonObject partSchema) {
                merged.mergeIn(
                        partSchema.getValue("$ref") instanceof String reference ? resolve(reference) : partSchema,
                        true);
            }
        }
        return merged;
    }

    private static String type(JsonObject schema) {
        return switch (schema.getValue("type")) {
            case String type -> type.toLowerCase(Locale.ROOT); // in capitals at Google
            case JsonArray types ->
                types.stream()
                        .map(String::valueOf)
                        .filter(type -> !type.equals("null"))
                        .findFirst()
                        .orElse("null");
            case null, default -> schema.containsKey("properties") ? "object" : "string";
        };
    }
}
