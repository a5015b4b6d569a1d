package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.body.Json;

/** The turns of a conversation as chat messages: results of tools are messages of their own there. */
final class MessagesToChat {
    private final ArrayNode chat = Json.object().arrayNode();

    void system(JsonNode system) throws BodyMalformed {
        plain("system", "system", system);
    }

    void add(JsonNode message, int position) throws BodyMalformed {
        String param = "messages[" + position + "].content";
        JsonNode content = message.path("content");
        switch (message.path("role").asText()) {
            case "assistant" -> assistant(param, content);
            case "system" -> plain("system", param, content);
            default -> user(param, content);
        }
    }

    ArrayNode all() {
        return chat;
    }

    private void plain(String role, String param, JsonNode content) throws BodyMalformed {
        ContentToChat parts = new ContentToChat(param);
        parts.addAll(content);
        if (!parts.isEmpty()) {
            chat.addObject().put("role", role).set("content", parts.content());
        }
    }

    /** Results of tools come right behind their calls, so they go before everything else the user says. */
    private void user(String param, JsonNode content) throws BodyMalformed {
        if (content.isTextual()) {
            plain("user", param, content);
            return;
        }
        ContentToChat said = new ContentToChat(param);
        for (JsonNode block : content) {
            if (block.path("type").asText().equals("tool_result")) {
                toolResult(param, block, said);
            }
        }
        for (JsonNode block : content) {
            if (!block.path("type").asText().equals("tool_result")) {
                said.add(block);
            }
        }
        if (!said.isEmpty()) {
            chat.addObject().put("role", "user").set("content", said.content());
        }
    }

    /** A tool's message holds nothing but text: its images and files are shown by the user. */
    private void toolResult(String param, JsonNode block, ContentToChat shownByUser) throws BodyMalformed {
        String call = block.path("tool_use_id").asText();
        ContentToChat result = new ContentToChat(param);
        result.addAll(block.path("content"));
        ContentToChat texts = new ContentToChat(param);
        boolean introduced = false;
        for (JsonNode part : result.parts()) {
            if (part.path("type").asText().equals("text")) {
                texts.parts().add(part);
            } else {
                if (!introduced) {
                    shownByUser
                            .parts()
                            .addObject()
                            .put("type", "text")
                            .put("text", "The result of the tool call " + call + " contains:");
                    introduced = true;
                }
                shownByUser.parts().add(part);
            }
        }
        ObjectNode message = chat.addObject().put("role", "tool").put("tool_call_id", call);
        message.set("content", texts.isEmpty() ? message.textNode("") : texts.content());
        if (block.path("is_error").asBoolean()) {
            message.put("is_error", true);
        }
        if (block.hasNonNull("cache_control")) {
            message.set("cache_control", block.get("cache_control"));
        }
    }

    private void assistant(String param, JsonNode content) throws BodyMalformed {
        if (content.isTextual()) {
            plain("assistant", param, content);
            return;
        }
        ObjectNode message = Json.object().put("role", "assistant");
        ContentToChat said = new ContentToChat(param);
        StringBuilder thoughts = new StringBuilder();
        ArrayNode thinking = message.arrayNode();
        ArrayNode calls = message.arrayNode();
        for (JsonNode block : content) {
            switch (block.path("type").asText()) {
                case "thinking" -> {
                    thoughts.append(block.path("thinking").asText());
                    thinking.add(block);
                }
                case "redacted_thinking" -> thinking.add(block);
                case "tool_use" -> calls.add(call(block));
                default -> said.add(block);
            }
        }
        message.set("content", said.isEmpty() ? message.nullNode() : joined(said));
        if (!thoughts.isEmpty()) {
            message.put("reasoning_content", thoughts.toString());
        }
        if (!thinking.isEmpty()) {
            message.set("thinking_blocks", thinking);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        if (!said.isEmpty() || !calls.isEmpty() || !thinking.isEmpty()) {
            chat.add(message);
        }
    }

    /** What a model says in several blocks is one text. */
    private static JsonNode joined(ContentToChat said) {
        StringBuilder text = new StringBuilder();
        for (JsonNode part : said.parts()) {
            if (!part.path("type").asText().equals("text") || part.has("cache_control")) {
                return said.content();
            }
            text.append(part.path("text").asText());
        }
        return Json.object().textNode(text.toString());
    }

    private static ObjectNode call(JsonNode block) {
        ObjectNode call = Json.object().put("type", "function");
        call.set("id", block.path("id"));
        call.putObject("function")
                .put("name", block.path("name").asText())
                .put("arguments", block.path("input").toString());
        if (block.hasNonNull("cache_control")) {
            call.set("cache_control", block.get("cache_control"));
        }
        return call;
    }
}
