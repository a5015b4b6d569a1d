package org.llmops.router.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.llmops.router.body.Json;

/** Puts something senseless into JSON that makes sense: at any place, of any kind. */
final class Nonsense {
    private static final List<String> SENSELESS = List.of(
            "null",
            "[]",
            "{}",
            "\"\"",
            "\"x\"",
            "7",
            "-1",
            "1e99",
            "true",
            "[[1]]",
            "[null]",
            "[7]",
            "[\"x\"]",
            "{\"type\":7}",
            "{\"type\":\"x\"}",
            "[{}]",
            "99999999999999999999",
            "\"\\ud800\"",
            "{\"a\":{\"b\":[]}}");

    private final Random random;

    Nonsense(long seed) {
        this.random = new Random(seed);
    }

    /** The JSON with one or two of its values replaced or taken away. */
    String into(String json) {
        JsonNode root = tree(json);
        for (int i = 0; i <= random.nextInt(2); i++) {
            List<Runnable> changes = new ArrayList<>();
            gather(root, changes);
            if (!changes.isEmpty()) {
                changes.get(random.nextInt(changes.size())).run();
            }
        }
        return root.toString();
    }

    private void gather(JsonNode node, List<Runnable> changes) {
        JsonNode other = tree(SENSELESS.get(random.nextInt(SENSELESS.size())));
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                changes.add(() -> object.set(member.getKey(), other));
                changes.add(() -> object.remove(member.getKey()));
                gather(member.getValue(), changes);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                changes.add(() -> {
                    if (at < array.size()) {
                        array.set(at, other);
                    }
                });
                gather(array.get(i), changes);
            }
        }
    }

    private static JsonNode tree(String json) {
        try {
            return Json.tree(Json.utf8(json));
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }
}
