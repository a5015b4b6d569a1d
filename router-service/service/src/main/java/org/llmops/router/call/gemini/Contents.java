package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatMessage;
import org.llmops.router.call.hub.ToolArguments;

/** A conversation in Google's turns, the system's words apart. */
final class Contents {
    private final ArrayNode instruction = Json.object().arrayNode();
    private final ArrayNode turns = Json.object().arrayNode();
    private final Map<String, String> functionOfCall = new HashMap<>();
    private final boolean signaturesDemanded;

    private Contents(boolean signaturesDemanded) {
        this.signaturesDemanded = signaturesDemanded;
    }

    static Contents of(JsonNode messages, String model) throws BodyMalformed {
        Contents contents = new Contents(Thinking.hasLevels(model));
        for (ChatMessage message : ChatMessage.all(messages)) {
            contents.add(message);
        }
        return contents;
    }

    ArrayNode instruction() {
        return instruction;
    }

    ArrayNode turns() {
        return turns;
    }

    private void add(ChatMessage message) throws BodyMalformed {
        switch (message.role()) {
            case "system", "developer" -> {
                String text = message.text();
                if (!text.isEmpty()) {
                    instruction.addObject().put("text", text);
                }
            }
            case "assistant" -> assistant(message);
            case "tool", "function" -> result(message);
            default -> {
                ArrayNode parts = Json.object().arrayNode();
                for (JsonNode part : message.parts()) {
                    parts.add(Parts.of(part, message));
                }
                turn("user", parts);
            }
        }
    }

    /** What one side says in a row is one turn, so that all results of a turn's calls stand together. */
    private void turn(String role, ArrayNode parts) {
        if (parts.isEmpty()) {
            return;
        }
        if (!turns.isEmpty()
                && turns.get(turns.size() - 1).path("role").asText().equals(role)) {
            ((ArrayNode) turns.get(turns.size() - 1).path("parts")).addAll(parts);
        } else {
            turns.addObject().put("role", role).set("parts", parts);
        }
    }

    private void assistant(ChatMessage message) throws BodyMalformed {
        ArrayNode parts = Json.object().arrayNode();
        for (JsonNode block : message.thinkingBlocks()) {
            String thought = block.path("thinking").asText("");
            String signature = Signatures.ofBlock(block);
            if (!signature.isEmpty() && !thought.isEmpty()) {
                parts.addObject().put("text", thought).put("thought", true).put("thoughtSignature", signature);
            }
        }
        for (JsonNode part : message.parts()) {
            parts.add(Parts.of(part, message));
        }
        Deque<String> signatures = Signatures.loose(message);
        if (message.toolCalls().isEmpty() && !signatures.isEmpty() && !parts.isEmpty()) {
            ((ObjectNode) parts.get(parts.size() - 1)).put("thoughtSignature", signatures.getLast());
        }
        calls(message, parts, signatures);
        turn("model", parts);
    }

    private void calls(ChatMessage message, ArrayNode parts, Deque<String> signatures) throws BodyMalformed {
        boolean first = true;
        for (JsonNode call : message.toolCalls()) {
            String name = call.path("function").path("name").asText();
            functionOfCall.put(call.path("id").asText(), name);
            ObjectNode part = parts.addObject();
            part.putObject("functionCall").put("name", name).set("args", ToolArguments.of(call, message.position()));
            String signature = Signatures.ofCall(call);
            if (signature.isEmpty()) {
                String loose = signatures.pollFirst();
                signature = loose != null ? loose : first && signaturesDemanded ? Signatures.UNSIGNED : "";
            }
            if (!signature.isEmpty()) {
                part.put("thoughtSignature", signature);
            }
            first = false;
        }
    }

    /** Google knows results by their function's name and their order. */
    private void result(ChatMessage message) throws BodyMalformed {
        String call = message.toolCallId();
        String name =
                functionOfCall.getOrDefault(call, message.json().path("name").asText(""));
        if (name.isEmpty()) {
            throw new BodyMalformed(
                    "messages[" + message.position() + "].tool_call_id", "No call before this result has its id.");
        }
        ArrayNode parts = Json.object().arrayNode();
        StringBuilder text = new StringBuilder();
        for (JsonNode part : message.parts()) {
            if (ChatMessage.isText(part)) {
                text.append(ChatMessage.text(part));
            } else {
                parts.add(Parts.of(part, message));
            }
        }
        boolean failed = message.json().path("is_error").asBoolean();
        parts.insertObject(0)
                .putObject("functionResponse")
                .put("name", name)
                .putObject("response")
                .put(failed ? "error" : "content", text.toString());
        turn("user", parts);
    }
}
