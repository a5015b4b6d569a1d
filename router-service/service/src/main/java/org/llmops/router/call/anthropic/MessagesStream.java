package org.llmops.router.call.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.SseReader;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.usage.ChatUsage;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;
import org.llmops.router.wire.chat.ChatFormat;
import org.llmops.router.wire.messages.StopReasons;

/** The events of a message as chat completion chunks. */
final class MessagesStream extends SseReader {
    private final ObjectNode usage = Json.object();
    private final Map<Integer, Integer> toolOfBlock = new HashMap<>();
    private final Set<Integer> withoutArguments = new HashSet<>();
    private final long created = Instant.now().getEpochSecond();
    private String id = "";
    private String model = "";
    private boolean done;

    @Override
    protected List<AnswerBody> event(SseEvent event) throws IOException, StreamFailed {
        JsonNode data = Json.tree(event.data());
        return switch (data.path("type").asText()) {
            case "message_start" -> start(data.path("message"));
            case "content_block_start" -> blockStart(data.path("index").asInt(), data.path("content_block"));
            case "content_block_delta" -> blockDelta(data.path("index").asInt(), data.path("delta"));
            case "content_block_stop" -> blockStop(data.path("index").asInt());
            case "message_delta" -> messageDelta(data);
            case "message_stop" -> stop();
            case "error" ->
                throw new StreamFailed("The provider reported "
                        + data.path("error").path("type").asText("an error"));
            // Pings, and kinds that came later.
            default -> List.of();
        };
    }

    private List<AnswerBody> start(JsonNode message) throws IOException {
        id = message.path("id").asText();
        model = message.path("model").asText();
        UsageSoFar.add(usage, message.path("usage"));
        return delta(delta -> delta.put("role", "assistant").put("content", ""));
    }

    private List<AnswerBody> blockStart(int index, JsonNode block) throws IOException {
        return switch (block.path("type").asText()) {
            case "tool_use" -> {
                int tool = toolOfBlock.size();
                toolOfBlock.put(index, tool);
                withoutArguments.add(tool);
                yield delta(delta -> toolCall(delta, tool)
                        .put("id", block.path("id").asText())
                        .put("type", "function")
                        .putObject("function")
                        .put("name", block.path("name").asText())
                        .put("arguments", ""));
            }
            case "text" -> text("content", block.path("text").asText());
            case "thinking" -> text("reasoning_content", block.path("thinking").asText());
            case "redacted_thinking" -> thinkingBlock(block);
            default -> List.of();
        };
    }

    private List<AnswerBody> blockDelta(int index, JsonNode delta) throws IOException {
        return switch (delta.path("type").asText()) {
            case "text_delta" -> text("content", delta.path("text").asText());
            case "thinking_delta" ->
                text("reasoning_content", delta.path("thinking").asText());
            // It stands for the thought that was told before it.
            case "signature_delta" ->
                thinkingBlock(Json.object()
                        .put("type", "thinking")
                        .put("thinking", "")
                        .put("signature", delta.path("signature").asText()));
            case "input_json_delta" ->
                arguments(index, delta.path("partial_json").asText());
            default -> List.of();
        };
    }

    private List<AnswerBody> thinkingBlock(JsonNode block) throws IOException {
        return delta(delta -> delta.putArray("thinking_blocks").add(block));
    }

    /** Arguments are an object, even those of a tool that needs none. */
    private List<AnswerBody> blockStop(int index) throws IOException {
        Integer tool = toolOfBlock.get(index);
        return tool != null && withoutArguments.remove(tool)
                ? delta(delta -> toolCall(delta, tool).putObject("function").put("arguments", "{}"))
                : List.of();
    }

    private List<AnswerBody> text(String member, String text) throws IOException {
        return text.isEmpty() ? List.of() : delta(delta -> delta.put(member, text));
    }

    private List<AnswerBody> arguments(int block, String json) throws IOException {
        Integer tool = toolOfBlock.get(block);
        if (tool == null || json.isEmpty()) {
            return List.of();
        }
        withoutArguments.remove(tool);
        return delta(delta -> toolCall(delta, tool).putObject("function").put("arguments", json));
    }

    private static ObjectNode toolCall(ObjectNode delta, int tool) {
        return delta.putArray("tool_calls").addObject().put("index", tool);
    }

    /** Its counts are totals so far. */
    private List<AnswerBody> messageDelta(JsonNode data) throws IOException {
        UsageSoFar.add(usage, data.path("usage"));
        String stopReason = data.path("delta").path("stop_reason").asText("");
        return stopReason.isEmpty() || stopReason.equals("null")
                ? List.of()
                : List.of(chunk(Json.object(), StopReasons.toChat(stopReason)));
    }

    private List<AnswerBody> stop() throws IOException {
        done = true;
        ObjectNode last = envelope();
        last.putArray("choices");
        last.set("usage", ChatUsage.of(UsageReading.of(UsageFlavour.ANTHROPIC, usage)));
        return List.of(ChatFormat.CHAT.answer(Json.bytes(last)));
    }

    private List<AnswerBody> delta(Consumer<ObjectNode> content) throws IOException {
        ObjectNode delta = Json.object();
        content.accept(delta);
        return List.of(chunk(delta, ""));
    }

    private AnswerBody chunk(ObjectNode delta, String finishReason) throws IOException {
        ObjectNode chunk = envelope();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        if (finishReason.isEmpty()) {
            choice.putNull("finish_reason");
        } else {
            choice.put("finish_reason", finishReason);
        }
        return ChatFormat.CHAT.answer(Json.bytes(chunk));
    }

    private ObjectNode envelope() {
        ObjectNode envelope = Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
        MessagesAnswer.serviceTier(usage, envelope);
        return envelope;
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    @Override
    public Optional<TokenUsage> usage() {
        return usage.isEmpty() ? Optional.empty() : Optional.of(UsageReading.of(UsageFlavour.ANTHROPIC, usage));
    }
}
