package org.llmops.e2e.clients;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schemas of the OpenAI API's description. It says OpenAPI 3.1, but marks what may be null as 3.0 did, and of a
 * response's usage and user, which are null in its own examples, not at all; both are rewritten before use.
 */
final class OpenAiSpec {

    private static final String ID = "https://spec.invalid/openapi.json";
    private static final String SCHEMAS = "#/components/schemas/";
    private static final String EVENTS = "ResponseStreamEvent";
    private static final int MOST_ERRORS = 12;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final SchemaRegistry registry;
    private final Map<String, String> schemaOfEvent = new HashMap<>();

    private OpenAiSpec(JsonNode spec) {
        JsonNode schemas = spec.path("components").path("schemas");
        for (JsonNode alternative : schemas.path(EVENTS).path("anyOf")) {
            String schema = alternative.path("$ref").asString("").replace(SCHEMAS, "");
            JsonNode types =
                    schemas.path(schema).path("properties").path("type").path("enum");
            types.forEach(type -> schemaOfEvent.put(type.asString(), schema));
        }
        ((ObjectNode) schemas.path("ResponseUsage")).put("nullable", true);
        ((ObjectNode) schemas.path("ModelResponseProperties").path("properties").path("user")).put("nullable", true);
        String json = nullsAllowed(spec).toString();
        registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(ID, json)));
    }

    static OpenAiSpec read(Path file) {
        return new OpenAiSpec(JSON.readTree(file));
    }

    /** What the schema of that name finds wrong; of a union of events, the one that the event's type stands for. */
    List<String> errors(String schema, String json) {
        String type = JSON.readTree(json).path("type").asString("");
        String one = schema.equals(EVENTS) ? schemaOfEvent.getOrDefault(type, EVENTS) : schema;
        return registry.getSchema(SchemaLocation.of(ID + SCHEMAS + one)).validate(json, InputFormat.JSON).stream()
                .map(Error::toString)
                .limit(MOST_ERRORS)
                .toList();
    }

    private static JsonNode nullsAllowed(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode allowed = JSON.createArrayNode();
            array.forEach(element -> allowed.add(nullsAllowed(element)));
            return allowed;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode allowed = JSON.createObjectNode();
        object.properties().forEach(member -> allowed.set(member.getKey(), nullsAllowed(member.getValue())));
        if (!object.path("nullable").isBoolean() || !object.path("nullable").asBoolean()) {
            return allowed;
        }
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(allowed).addObject().put("type", "null");
        return either;
    }
}
