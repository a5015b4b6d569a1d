package org.llmops.router.wire.completions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.llmops.router.body.Json;

/** Puts the chunks of a streamed completion together, and cuts a whole one into chunks. */
final class CompletionAssembly {
    private final ObjectNode whole = Json.object();
    private final Map<Integer, ObjectNode> choices = new TreeMap<>();

    private CompletionAssembly() {}

    static ObjectNode of(List<JsonNode> chunks) {
        CompletionAssembly assembly = new CompletionAssembly();
        chunks.forEach(assembly::add);
        ArrayNode all = assembly.whole.putArray("choices");
        assembly.choices.values().forEach(all::add);
        return assembly.whole;
    }

    private void add(JsonNode chunk) {
        chunk.properties().forEach(member -> {
            if (member.getKey().equals("choices")) {
                member.getValue().forEach(this::addChoice);
            } else if (!member.getKey().equals("obfuscation")
                    && (!member.getValue().isNull() || !whole.has(member.getKey()))) {
                whole.set(member.getKey(), member.getValue());
            }
        });
    }

    private void addChoice(JsonNode choice) {
        int index = choice.path("index").asInt();
        ObjectNode so = choices.computeIfAbsent(
                index,
                first -> Json.object()
                        .put("text", "")
                        .put("index", index)
                        .putNull("logprobs")
                        .putNull("finish_reason"));
        choice.properties().forEach(member -> {
            switch (member.getKey()) {
                case "text" ->
                    so.put("text", so.path("text").asText() + member.getValue().asText(""));
                case "logprobs" -> addLogprobs(so, member.getValue());
                case "index" -> {}
                default -> {
                    if (!member.getValue().isNull() || !so.has(member.getKey())) {
                        so.set(member.getKey(), member.getValue());
                    }
                }
            }
        });
    }

    private static void addLogprobs(ObjectNode choice, JsonNode logprobs) {
        if (!(logprobs instanceof ObjectNode told)) {
            return;
        }
        if (!(choice.path("logprobs") instanceof ObjectNode so)) {
            choice.set("logprobs", told.deepCopy());
            return;
        }
        told.properties().forEach(member -> {
            if (member.getValue() instanceof ArrayNode more && so.path(member.getKey()) instanceof ArrayNode list) {
                list.addAll(more);
            }
        });
    }

    /** Each choice in one piece; the usage, when it is wanted, in a chunk of its own. */
    static List<ObjectNode> cut(ObjectNode whole, boolean usageWanted) {
        ObjectNode head = whole.deepCopy();
        head.remove(List.of("choices", "usage"));
        List<ObjectNode> chunks = new ArrayList<>();
        for (JsonNode choice : whole.path("choices")) {
            ObjectNode chunk = head.deepCopy();
            chunk.putArray("choices").add(choice);
            chunks.add(chunk);
        }
        if (usageWanted && whole.path("usage").isObject()) {
            ObjectNode last = head.deepCopy();
            last.putArray("choices");
            last.set("usage", whole.path("usage"));
            chunks.add(last);
        }
        return chunks;
    }
}
