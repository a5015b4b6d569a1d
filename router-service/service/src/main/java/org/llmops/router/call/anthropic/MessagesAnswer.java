package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.ProviderAnswer;
import org.llmops.router.wire.chat.ChatFormat;

/** A message of the Messages API as a chat completion. */
final class MessagesAnswer {
    private MessagesAnswer() {}

    static ProviderAnswer translate(JsonNode message) throws IOException {
        if (!message.path("type").asText().equals("message")) {
            throw new IOException("The provider's answer is no message");
        }
        ObjectNode completion = Json.object()
                .put("id", message.path("id").asText())
                .put("object", "chat.completion")
                .put("created", Instant.now().getEpochSecond());
        completion.put("model", message.path("model").asText());
        ObjectNode choice = completion.putArray("choices").addObject().put("index", 0);
        fill(choice.putObject("message").put("role", "assistant"), message.path("content"));
        choice.putNull("logprobs");
        choice.put("finish_reason", finishReason(message.path("stop_reason").asText()));
        TokenUsage usage = usage(message.path("usage"));
        completion.set("usage", toOpenAi(usage));
        return new ProviderAnswer(ChatFormat.CHAT.answer(Json.bytes(completion)), usage);
    }

    private static void fill(ObjectNode into, JsonNode blocks) {
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        ArrayNode calls = into.arrayNode();
        for (JsonNode block : blocks) {
            switch (block.path("type").asText()) {
                case "text" -> text.append(block.path("text").asText());
                case "thinking" -> thinking.append(block.path("thinking").asText());
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
        if (!thinking.isEmpty()) {
            into.put("reasoning_content", thinking.toString());
        }
        into.putNull("refusal");
        if (!calls.isEmpty()) {
            into.set("tool_calls", calls);
        }
    }

    static String finishReason(String stopReason) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    /** Anthropic counts what its cache had a part in apart from the input. */
    static TokenUsage usage(JsonNode usage) {
        long read = usage.path("cache_read_input_tokens").asLong();
        long written = usage.path("cache_creation_input_tokens").asLong();
        return new TokenUsage(
                usage.path("input_tokens").asLong() + read + written,
                read,
                written,
                usage.path("output_tokens").asLong(),
                0,
                usage.toString());
    }

    static ObjectNode toOpenAi(TokenUsage usage) {
        ObjectNode counts = Json.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.input() + usage.output());
        counts.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite());
        counts.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        return counts;
    }
}
