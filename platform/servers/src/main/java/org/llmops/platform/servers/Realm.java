package org.llmops.platform.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** A Keycloak realm as JSON, over which another file can be laid that adds to it or changes it. */
public record Realm(String json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("clientId", "username", "name");

    /** The realm as it is deployed, without people. */
    public static Realm deployed(Path repository) {
        return read(repository.resolve("deploy/keycloak/realm.json"));
    }

    /** The realm of a laptop and of the tests: two workspaces and five people whose passwords are their names. */
    public static Realm demo(Path repository) {
        return deployed(repository).with(read(repository.resolve("deploy/keycloak/demo-users.json")));
    }

    static Realm read(Path file) {
        try {
            return new Realm(JSON.readTree(file.toFile()).toPrettyString());
        } catch (IOException e) {
            throw new ServerFailure("The realm cannot be read: " + e.getMessage(), e);
        }
    }

    /** Lays another file over this one: objects are merged, and elements of lists by their name. */
    Realm with(Realm overlay) {
        try {
            return new Realm(
                    merge(JSON.readTree(json), JSON.readTree(overlay.json)).toPrettyString());
        } catch (IOException e) {
            throw new ServerFailure("The realm is not JSON: " + e.getMessage(), e);
        }
    }

    private static JsonNode merge(JsonNode base, JsonNode overlay) {
        if (base instanceof ObjectNode object && overlay instanceof ObjectNode) {
            overlay.properties()
                    .forEach(field -> object.set(
                            field.getKey(),
                            object.has(field.getKey())
                                    ? merge(object.get(field.getKey()), field.getValue())
                                    : field.getValue()));
            return object;
        }
        if (base instanceof ArrayNode array && overlay instanceof ArrayNode) {
            overlay.forEach(element ->
                    namesake(array, element).ifPresentOrElse(known -> merge(known, element), () -> array.add(element)));
            return array;
        }
        return overlay;
    }

    private static Optional<JsonNode> namesake(ArrayNode array, JsonNode element) {
        return StreamSupport.stream(array.spliterator(), false)
                .filter(known -> known.isObject()
                        && !nameOf(known).isEmpty()
                        && nameOf(known).equals(nameOf(element)))
                .findFirst();
    }

    private static String nameOf(JsonNode element) {
        return NAMES.stream()
                .filter(element::has)
                .map(name -> element.get(name).asText())
                .findFirst()
                .orElse("");
    }
}
