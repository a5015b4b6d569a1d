package org.llmops.guardrail;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes requests of every operation that an OpenAPI document describes, and each of them broken in every way there is. */
final class HostileRequests {
    private static final int DEEPEST = 4;
    private static final String NAME = "nobodys";
    private static final String MARK = "@@here@@";

    /** What may stand in place of any value, as JSON is written. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "1e999",
            "9223372036854775808",
            "0.1",
            "\"\"",
            "\" \"",
            "\"\\u0000\"",
            "\"\\ud83d\"",
            "\"../../etc/passwd\"",
            "\"" + "x".repeat(70_000) + "\"",
            "[]",
            "[null]",
            "{}",
            "{\"a\":{\"a\":null}}");

    /** Bodies that are none of any operation. */
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "null",
            "[]",
            "\"x\"",
            "{\"nobody_knows\":1}",
            "{\"a\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            "\uFEFF{}",
            "{}{}",
            "{'a':1}",
            "{\"a\":NaN}");

    /** Of these, what is neither yes nor no. */
    private static final Set<String> NO_BOOLEAN = Set.of("-1", "0.1", "\"\"", "\" \"", "\"\\u0000\"", "[]", "{}");

    /** And what is no number. */
    private static final Set<String> NO_NUMBER = Set.of("true", "\"\"", "\" \"", "\"\\u0000\"", "[]", "{}");

    private static final List<String> PLACES =
            List.of("%00", "%ff", "..%2f..", "x".repeat(900), "%20", "%F0%9F%98%80", "-1");

    private static final List<String> QUERIES =
            List.of("limit=-1", "limit=x", "limit=99999999999", "cursor=%00", "cursor=x", "after=%ff");

    private final JsonObject document;

    HostileRequests(JsonObject document) {
        this.document = document;
    }

    /** @param nonsense whether a value of another type stands where only a number or a boolean may */
    record Request(String method, String path, Optional<String> body, boolean nonsense) {
        Request(String method, String path, Optional<String> body) {
            this(method, path, body, false);
        }

        @Override
        public String toString() {
            String shown = body.map(text -> text.length() > 300 ? text.substring(0, 300) + "…" : text)
                    .orElse("");
            return method + " " + (path.length() > 200 ? path.substring(0, 200) + "…" : path) + " " + shown;
        }
    }

    List<Request> all() {
        List<Request> requests = new ArrayList<>();
        for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
            for (Map.Entry<String, Object> operation : (JsonObject) path.getValue()) {
                String method = operation.getKey().toUpperCase(Locale.ROOT);
                if (List.of("GET", "PUT", "POST", "DELETE").contains(method)) {
                    add(requests, method, path.getKey(), (JsonObject) operation.getValue());
                }
            }
        }
        return requests;
    }

    private void add(List<Request> requests, String method, String path, JsonObject operation) {
        Optional<JsonObject> schema = bodySchema(operation);
        Optional<String> usual = schema.map(found -> value(found, 0).toString());
        String plain = path.replaceAll("\\{version}", "1").replaceAll("\\{[a-zA-Z]+}", NAME);
        for (String place : PLACES) {
            if (path.contains("{")) {
                requests.add(new Request(method, path.replaceAll("\\{[a-zA-Z]+}", place), usual));
            }
        }
        if (method.equals("GET")) {
            QUERIES.forEach(query -> requests.add(new Request(method, plain + "?" + query, Optional.empty())));
        }
        schema.ifPresent(found -> {
            BODIES.forEach(body -> requests.add(new Request(method, plain, Optional.of(body))));
            if (value(found, 0) instanceof JsonObject whole) {
                addBroken(requests, method, plain, whole);
            }
        });
    }

    /** A body with each of its values, wherever it lies, replaced by each of those that fit nowhere. */
    private static void addBroken(List<Request> requests, String method, String path, JsonObject whole) {
        for (List<Object> place : places(whole)) {
            JsonObject copy = whole.copy();
            Object usual = replace(copy, place);
            String marked = copy.encode();
            for (String value : VALUES) {
                boolean nonsense = usual instanceof Boolean && NO_BOOLEAN.contains(value)
                        || usual instanceof Number && NO_NUMBER.contains(value);
                String body = marked.replace('"' + MARK + '"', value);
                requests.add(new Request(method, path, Optional.of(body), nonsense));
            }
        }
    }

    private static List<List<Object>> places(Object value) {
        List<List<Object>> places = new ArrayList<>();
        if (value instanceof JsonObject object) {
            object.fieldNames().forEach(name -> within(places, name, object.getValue(name)));
        } else if (value instanceof JsonArray array) {
            for (int index = 0; index < array.size(); index++) {
                within(places, index, array.getValue(index));
            }
        }
        return places;
    }

    private static void within(List<List<Object>> places, Object step, Object value) {
        places.add(List.of(step));
        for (List<Object> inner : places(value)) {
            List<Object> longer = new ArrayList<>(List.of(step));
            longer.addAll(inner);
            places.add(longer);
        }
    }

    /** Puts the mark in a place, and tells what was there. */
    private static Object replace(Object whole, List<Object> place) {
        Object step = place.getFirst();
        Object here = whole instanceof JsonObject object
                ? object.getValue((String) step)
                : ((JsonArray) whole).getValue((Integer) step);
        if (place.size() > 1) {
            return replace(here, place.subList(1, place.size()));
        }
        if (whole instanceof JsonObject object) {
            object.put((String) step, MARK);
        } else {
            ((JsonArray) whole).set((Integer) step, MARK);
        }
        return here;
    }

    private Optional<JsonObject> bodySchema(JsonObject operation) {
        return Optional.ofNullable(operation.getJsonObject("requestBody"))
                .map(body -> body.getJsonObject("content"))
                .map(content -> content.getJsonObject("application/json"))
                .map(json -> json.getJsonObject("schema"));
    }

    /** Something that the schema may allow. */
    private Object value(JsonObject schema, int depth) {
        JsonObject resolved = resolved(schema);
        if (resolved.containsKey("enum")) {
            return resolved.getJsonArray("enum").getValue(0);
        }
        Object type = resolved.getValue("type");
        String name = type instanceof JsonArray several ? several.getString(0) : String.valueOf(type);
        return switch (name) {
            case "object" -> object(resolved, depth);
            case "array" ->
                depth > DEEPEST || resolved.getJsonObject("items") == null
                        ? new JsonArray()
                        : new JsonArray().add(value(resolved.getJsonObject("items"), depth + 1));
            case "integer", "number" -> 1;
            case "boolean" -> true;
            default -> NAME;
        };
    }

    private JsonObject object(JsonObject schema, int depth) {
        JsonObject object = new JsonObject();
        JsonObject properties = schema.getJsonObject("properties", new JsonObject());
        if (depth <= DEEPEST) {
            properties.fieldNames().forEach(name -> object.put(name, value(properties.getJsonObject(name), depth + 1)));
        }
        return object;
    }

    private JsonObject resolved(JsonObject schema) {
        String reference = schema.getString("$ref");
        if (reference != null) {
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            return resolved(document.getJsonObject("components")
                    .getJsonObject("schemas")
                    .getJsonObject(name));
        }
        JsonArray parts = schema.getJsonArray("allOf", schema.getJsonArray("anyOf", schema.getJsonArray("oneOf")));
        return parts == null ? schema : resolved(parts.getJsonObject(0));
    }
}
