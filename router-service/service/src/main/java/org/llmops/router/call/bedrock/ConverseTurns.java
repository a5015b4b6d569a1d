package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;
import org.llmops.router.call.hub.ChatMessage;
import org.llmops.router.call.hub.ToolArguments;

/** A conversation in Converse's alternating turns, the system's words apart. */
final class ConverseTurns {
    private final ArrayNode system = Json.object().arrayNode();
    private final ArrayNode messages = Json.object().arrayNode();
    private boolean calledTools;

    private ConverseTurns() {}

    static ConverseTurns of(JsonNode messages) throws BodyMalformed {
        ConverseTurns turns = new ConverseTurns();
        for (ChatMessage message : ChatMessage.all(messages)) {
            turns.add(message);
        }
        return turns;
    }

    ArrayNode system() {
        return system;
    }

    ArrayNode messages() {
        return messages;
    }

    /** Tools were called before. */
    boolean calledTools() {
        return calledTools;
    }

    private void add(ChatMessage message) throws BodyMalformed {
        ArrayNode blocks = Json.object().arrayNode();
        switch (message.role()) {
            case "system", "developer" -> system(message);
            case "assistant" -> {
                assistant(message, blocks);
                turn("assistant", blocks);
            }
            case "tool", "function" -> {
                result(message, blocks);
                turn("user", blocks);
            }
            default -> {
                ConverseBlocks.add(blocks, message);
                turn("user", blocks);
            }
        }
    }

    private void system(ChatMessage message) throws BodyMalformed {
        for (JsonNode part : message.parts()) {
            if (!ChatMessage.isText(part)) {
                throw message.unsupported(part);
            }
            system.addObject().put("text", ChatMessage.text(part));
            ConverseBlocks.cachePointAfter(part, system);
        }
    }

    /** What one side says in a row is one turn, so that all results of a turn's calls stand together. */
    private void turn(String role, ArrayNode blocks) {
        if (blocks.isEmpty()) {
            return;
        }
        JsonNode last = messages.path(messages.size() - 1);
        if (last.path("role").asText().equals(role)) {
            ((ArrayNode) last.path("content")).addAll(blocks);
        } else {
            messages.addObject().put("role", role).set("content", blocks);
        }
    }

    private void assistant(ChatMessage message, ArrayNode blocks) throws BodyMalformed {
        for (JsonNode block : message.thinkingBlocks()) {
            ConverseBlocks.thinking(block, blocks);
        }
        ConverseBlocks.add(blocks, message);
        for (JsonNode call : message.toolCalls()) {
            calledTools = true;
            blocks.addObject()
                    .putObject("toolUse")
                    .put("toolUseId", ConverseBlocks.toolUseId(call.path("id").asText()))
                    .put("name", call.path("function").path("name").asText())
                    .set("input", ToolArguments.of(call, message.position()));
            ConverseBlocks.cachePointAfter(call, blocks);
        }
    }

    private void result(ChatMessage message, ArrayNode blocks) throws BodyMalformed {
        calledTools = true;
        ObjectNode result = blocks.addObject().putObject("toolResult");
        result.put("toolUseId", ConverseBlocks.toolUseId(message.toolCallId()));
        ArrayNode content = result.putArray("content");
        for (JsonNode part : message.parts()) {
            content.add(ConverseBlocks.block(part, message));
        }
        if (content.isEmpty()) {
            // A tool may have nothing to say, but Bedrock wants it said.
            content.addObject().put("text", " ");
        }
        if (message.json().path("is_error").asBoolean()) {
            result.put("status", "error");
        }
        for (JsonNode part : message.parts()) {
            ConverseBlocks.cachePointAfter(part, blocks);
        }
        ConverseBlocks.cachePointAfter(message.json(), blocks);
    }
}
