package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.usage.ChatUsage;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.messages.StopReasons;

/** A message of the Messages API as a chat completion. */
final class MessagesAnswer {
    private MessagesAnswer() {}

    static ProviderAnswer translate(JsonNode message) throws IOException {
        ObjectNode completion = Json.object()
                .put("id", message.path("id").asText())
                .put("object", "chat.completion")
                .put("created", Instant.now().getEpochSecond());
        completion.put("model", message.path("model").asText());
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        fill(choice.putObject("message").put("role", "assistant"), message.path("content"));
        choice.putNull("logprobs");
        choice.put(
                "finish_reason", StopReasons.toChat(message.path("stop_reason").asText()));
        TokenUsage usage = UsageReading.of(UsageFlavour.ANTHROPIC, message.path("usage"));
        completion.set("usage", ChatUsage.of(usage));
        serviceTier(message.path("usage"), completion);
        return new ProviderAnswer(ChatFormat.CHAT.answer(Json.bytes(completion)), usage);
    }

    /** Anthropic's standard is OpenAI's default. */
    static void serviceTier(JsonNode usage, ObjectNode completion) {
        String tier = usage.path("service_tier").asText("null");
        if (!tier.equals("null")) {
            completion.put("service_tier", tier.equals("standard") ? "default" : tier);
        }
    }

    private static void fill(ObjectNode into, JsonNode blocks) {
        StringBuilder text = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        ArrayNode thinking = into.arrayNode();
        ArrayNode calls = into.arrayNode();
        for (JsonNode block : blocks) {
            switch (block.path("type").asText()) {
                case "text" -> text.append(block.path("text").asText());
                case "thinking" -> {
                    thoughts.append(block.path("thinking").asText());
                    thinking.add(block);
                }
                case "redacted_thinking" -> thinking.add(block);
                case "tool_use" -> {
                    ObjectNode call = calls.addObject()
                            .put("id", block.path("id").asText())
                            .put("type", "function");
                    call.putObject("function")
                            .put("name", block.path("name").asText())
                            .put("arguments", block.path("input").toString());
                }
                // What only Anthropic's own clients understand stays behind.
                default -> {}
            }
        }
        if (text.isEmpty() && !calls.isEmpty()) {
            into.putNull("content");
        } else {
            into.put("content", text.toString());
        }
        if (!thoughts.isEmpty()) {
            into.put("reasoning_content", thoughts.toString());
        }
        if (!thinking.isEmpty()) {
            into.set("thinking_blocks", thinking);
        }
        into.putNull("refusal");
        if (!calls.isEmpty()) {
            into.set("tool_calls", calls);
        }
    }
}
