package org.llmops.simulator.bedrock;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Usage;
import org.llmops.simulator.serving.Frame;
import org.llmops.simulator.serving.RandomIds;

/** An answer as Converse writes it; text and thoughts have no event of their own for their start. */
final class ConverseDraft {

    private static final JsonObject METRICS = new JsonObject().put("latencyMs", 2);

    private final Answer answer;
    private final List<Answer.Part> parts;
    private final List<Frame> frames = new ArrayList<>();

    ConverseDraft(Answer answer, boolean thoughts) {
        this.answer = answer;
        this.parts = thoughts ? answer.partsWithThought() : answer.parts();
    }

    JsonObject whole() {
        JsonArray content = new JsonArray();
        parts.forEach(part -> content.add(block(part)));
        return new JsonObject()
                .put("metrics", METRICS)
                .put(
                        "output",
                        new JsonObject()
                                .put(
                                        "message",
                                        new JsonObject()
                                                .put("role", "assistant")
                                                .put("content", content)))
                .put("stopReason", stopReason())
                .put("usage", usage());
    }

    List<Frame> events() {
        event("messageStart", new JsonObject().put("role", "assistant"), 0);
        for (int index = 0; index < parts.size(); index++) {
            Answer.Part part = parts.get(index);
            switch (part) {
                case Answer.Thought thought -> {
                    thought.tokens().forEach(token -> thought(new JsonObject().put("text", token), 1));
                    thought(new JsonObject().put("signature", signature(thought)), 0);
                }
                case Answer.Text text -> {
                    for (String token : text.tokens()) {
                        delta(index, new JsonObject().put("text", token), 1);
                    }
                }
                case Answer.ToolCall call -> toolUse(index, call);
            }
            event("contentBlockStop", at(index), 0);
        }
        event("messageStop", new JsonObject().put("stopReason", stopReason()), 0);
        event("metadata", new JsonObject().put("usage", usage()).put("metrics", METRICS), 0);
        return frames;
    }

    /** There is one thought at most, and it comes first. */
    private void thought(JsonObject content, int tokens) {
        delta(0, new JsonObject().put("reasoningContent", content), tokens);
    }

    private void toolUse(int index, Answer.ToolCall call) {
        event("contentBlockStart", at(index).put("start", new JsonObject().put("toolUse", named(call))), 0);
        for (String token : call.tokens()) {
            delta(index, new JsonObject().put("toolUse", new JsonObject().put("input", token)), 1);
        }
    }

    private void delta(int index, JsonObject delta, int tokens) {
        event("contentBlockDelta", at(index).put("delta", delta), tokens);
    }

    private static JsonObject at(int index) {
        return new JsonObject().put("contentBlockIndex", index);
    }

    private void event(String type, JsonObject payload, int tokens) {
        frames.add(EventMessage.event(type, payload, tokens));
    }

    private static JsonObject block(Answer.Part part) {
        return switch (part) {
            case Answer.Thought thought ->
                new JsonObject()
                        .put(
                                "reasoningContent",
                                new JsonObject()
                                        .put(
                                                "reasoningText",
                                                new JsonObject()
                                                        .put("text", thought.joined())
                                                        .put("signature", signature(thought))));
            case Answer.Text text -> new JsonObject().put("text", text.joined());
            case Answer.ToolCall call ->
                new JsonObject().put("toolUse", named(call).put("input", input(call)));
        };
    }

    private static JsonObject named(Answer.ToolCall call) {
        return new JsonObject().put("toolUseId", RandomIds.next("tooluse_")).put("name", call.name());
    }

    private static JsonObject input(Answer.ToolCall call) {
        try {
            return new JsonObject(call.joined());
        } catch (DecodeException cutShort) {
            return new JsonObject();
        }
    }

    private static String signature(Answer.Thought thought) {
        return Base64.getEncoder()
                .encodeToString(("simulator:" + thought.tokens().size()).getBytes(StandardCharsets.UTF_8));
    }

    private String stopReason() {
        return switch (answer.finish()) {
            case COMPLETE -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
        };
    }

    /** Tokens of the cache are not among the input tokens here, but in the total. */
    private JsonObject usage() {
        Usage usage = answer.usage();
        return new JsonObject()
                .put("inputTokens", usage.uncached())
                .put("outputTokens", usage.completion())
                .put("totalTokens", usage.total())
                .put("cacheReadInputTokens", usage.cached())
                .put("cacheWriteInputTokens", usage.written().total());
    }
}
