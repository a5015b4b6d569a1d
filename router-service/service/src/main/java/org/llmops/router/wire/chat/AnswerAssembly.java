package org.llmops.router.wire.chat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.llmops.router.body.Json;

/** Puts the chunks of a streamed answer together to what the same call would have answered in one piece. */
final class AnswerAssembly {
    private static final Set<String> RUNNING_TEXTS =
            Set.of("content", "refusal", "reasoning", "reasoning_content", "arguments", "input");

    private static final int MAX_CALLS = 1_000;

    private final ObjectNode answer = Json.object();
    private final Map<Integer, ObjectNode> choices = new TreeMap<>();

    private AnswerAssembly() {}

    /** The chat completion that these chunks tell; fails when one is not JSON. */
    static byte[] of(List<byte[]> chunks) throws IOException {
        AnswerAssembly assembly = new AnswerAssembly();
        for (byte[] chunk : chunks) {
            assembly.add(Json.tree(chunk));
        }
        return Json.bytes(assembly.whole());
    }

    private void add(JsonNode chunk) {
        chunk.properties().forEach(member -> {
            switch (member.getKey()) {
                case "choices" -> member.getValue().forEach(this::addChoice);
                // Random padding of one chunk says nothing about the whole.
                case "obfuscation" -> {}
                default -> {
                    if (!member.getValue().isNull() || !answer.has(member.getKey())) {
                        answer.set(member.getKey(), member.getValue());
                    }
                }
            }
        });
    }

    private void addChoice(JsonNode choice) {
        ObjectNode whole = choices.computeIfAbsent(
                choice.path("index").asInt(), index -> Json.object().put("index", index));
        choice.properties().forEach(member -> {
            switch (member.getKey()) {
                case "index" -> {}
                case "delta" -> merge(whole.withObjectProperty("message"), member.getValue());
                case "logprobs" -> addLogprobs(whole, member.getValue());
                default -> {
                    if (!member.getValue().isNull() || !whole.has(member.getKey())) {
                        whole.set(member.getKey(), member.getValue());
                    }
                }
            }
        });
    }

    private static void merge(ObjectNode into, JsonNode delta) {
        delta.properties().forEach(member -> {
            String name = member.getKey();
            JsonNode value = member.getValue();
            if (name.equals("tool_calls") && value.isArray()) {
                value.forEach(call -> merge(toolCall(into, call.path("index").asInt()), call));
            } else if (name.equals("thinking_blocks") && value.isArray()) {
                value.forEach(block -> addThought(into, block));
            } else if (value.isObject()) {
                merge(into.withObjectProperty(name), value);
            } else if (RUNNING_TEXTS.contains(name) && value.isTextual()) {
                into.put(name, into.path(name).asText("") + value.asText());
            } else if (!value.isNull() || !into.has(name)) {
                into.set(name, value);
            }
        });
        // Positions of calls are told in chunks only.
        if (into.has("function") || into.has("custom")) {
            into.remove("index");
        }
    }

    /** A signature alone signs what was thought since the one before it. */
    private static void addThought(ObjectNode message, JsonNode block) {
        ArrayNode blocks = message.withArrayProperty("thinking_blocks");
        int signed = 0;
        for (JsonNode earlier : blocks) {
            signed += earlier.path("thinking").asText("").length();
        }
        String thoughts = message.path("reasoning_content").asText("");
        blocks.add(block);
        if (block instanceof ObjectNode own
                && block.hasNonNull("signature")
                && block.path("thinking").asText("").isEmpty()
                && signed < thoughts.length()) {
            own.put("thinking", thoughts.substring(signed));
        }
    }

    private static ObjectNode toolCall(ObjectNode message, int index) {
        ArrayNode calls = message.withArrayProperty("tool_calls");
        int position = Math.clamp(index, 0, MAX_CALLS - 1);
        while (calls.size() <= position) {
            calls.addObject();
        }
        return (ObjectNode) calls.get(position);
    }

    private static void addLogprobs(ObjectNode choice, JsonNode logprobs) {
        if (!logprobs.isObject()) {
            return;
        }
        ObjectNode whole = choice.withObjectProperty("logprobs");
        logprobs.properties().forEach(member -> {
            if (member.getValue().isArray()) {
                member.getValue().forEach(whole.withArrayProperty(member.getKey())::add);
            }
        });
    }

    private ObjectNode whole() {
        answer.put("object", "chat.completion");
        ArrayNode all = Json.object().putArray("choices");
        choices.values().forEach(choice -> {
            ObjectNode message = choice.withObjectProperty("message");
            if (!message.has("role")) {
                message.put("role", "assistant");
            }
            if (!message.has("content")) {
                message.putNull("content");
            }
            all.add(choice);
        });
        answer.set("choices", all);
        return answer;
    }
}
