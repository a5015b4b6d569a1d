package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;

/** Alternating turns: what one side says in a row is one turn, so that all results of a turn's tools stand together. */
final class Turns {
    private final ArrayNode turns = Json.object().arrayNode();

    void add(String role, ArrayNode blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        ObjectNode last = turns.isEmpty() ? null : (ObjectNode) turns.get(turns.size() - 1);
        if (last != null && last.path("role").asText().equals(role)) {
            last.withArrayProperty("content").addAll(blocks);
        } else {
            turns.addObject().put("role", role).set("content", blocks);
        }
    }

    ArrayNode all() {
        return turns;
    }
}
