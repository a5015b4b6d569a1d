package org.llmops.simulator.cohere;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Usage;
import org.llmops.simulator.serving.Frame;
import org.llmops.simulator.serving.RandomIds;

/** An answer as Cohere writes it: thoughts and text are content, and calls stand beside it with what is said before them as their plan. */
final class CohereDraft {

    private final String id = RandomIds.next("");
    private final Answer answer;
    private final List<Answer.Part> parts;
    private final List<Frame> frames = new ArrayList<>();

    CohereDraft(Answer answer, boolean thoughts) {
        this.answer = answer;
        this.parts = thoughts ? answer.partsWithThought() : answer.parts();
    }

    JsonObject whole() {
        JsonObject message = new JsonObject().put("role", "assistant");
        JsonArray content = new JsonArray();
        JsonArray calls = new JsonArray();
        for (Answer.Part part : parts) {
            switch (part) {
                case Answer.Thought thought -> content.add(content("thinking", thought.joined()));
                case Answer.Text text when isPlan() -> message.put("tool_plan", text.joined());
                case Answer.Text text -> content.add(content("text", text.joined()));
                case Answer.ToolCall call -> calls.add(call(call, call.joined()));
            }
        }
        if (!content.isEmpty()) {
            message.put("content", content);
        }
        if (!calls.isEmpty()) {
            message.put("tool_calls", calls);
        }
        return new JsonObject()
                .put("id", id)
                .put("finish_reason", finishReason())
                .put("message", message)
                .put("usage", usage());
    }

    List<Frame> events() {
        JsonObject message = new JsonObject()
                .put("role", "assistant")
                .put("content", new JsonArray())
                .put("tool_plan", "")
                .put("tool_calls", new JsonArray())
                .put("citations", new JsonArray());
        frames.add(Frame.event(
                "message-start",
                new JsonObject()
                        .put("id", id)
                        .put("type", "message-start")
                        .put("delta", new JsonObject().put("message", message)),
                0));
        int contents = 0;
        int calls = 0;
        for (Answer.Part part : parts) {
            switch (part) {
                case Answer.Thought thought -> content(contents++, "thinking", thought.tokens());
                case Answer.Text text
                when isPlan() ->
                    text.tokens().forEach(token -> message("tool-plan-delta", null, "tool_plan", token, 1));
                case Answer.Text text -> content(contents++, "text", text.tokens());
                case Answer.ToolCall call -> call(calls++, call);
            }
        }
        JsonObject end = new JsonObject().put("finish_reason", finishReason()).put("usage", usage());
        frames.add(Frame.event(
                "message-end", new JsonObject().put("type", "message-end").put("delta", end), 0));
        return frames;
    }

    private void content(int index, String type, List<String> tokens) {
        message("content-start", index, "content", content(type, ""), 0);
        tokens.forEach(token -> message("content-delta", index, "content", new JsonObject().put(type, token), 1));
        end("content-end", index);
    }

    private void call(int index, Answer.ToolCall call) {
        message("tool-call-start", index, "tool_calls", call(call, ""), 0);
        for (String token : call.tokens()) {
            JsonObject more = new JsonObject().put("function", new JsonObject().put("arguments", token));
            message("tool-call-delta", index, "tool_calls", more, 1);
        }
        end("tool-call-end", index);
    }

    private void message(String type, @Nullable Integer index, String field, Object value, int tokens) {
        JsonObject event = new JsonObject().put("type", type);
        if (index != null) {
            event.put("index", index);
        }
        JsonObject message = new JsonObject().put(field, value);
        frames.add(Frame.event(type, event.put("delta", new JsonObject().put("message", message)), tokens));
    }

    private void end(String type, int index) {
        frames.add(Frame.event(type, new JsonObject().put("type", type).put("index", index), 0));
    }

    private static JsonObject content(String type, String text) {
        return new JsonObject().put("type", type).put(type, text);
    }

    private static JsonObject call(Answer.ToolCall call, String arguments) {
        return new JsonObject()
                .put("id", RandomIds.next(call.name() + "_"))
                .put("type", "function")
                .put("function", new JsonObject().put("name", call.name()).put("arguments", arguments));
    }

    private boolean isPlan() {
        return !answer.toolCalls().isEmpty();
    }

    private String finishReason() {
        return switch (answer.finish()) {
            case COMPLETE -> "COMPLETE";
            case STOP_SEQUENCE -> "STOP_SEQUENCE";
            case LENGTH -> "MAX_TOKENS";
            case TOOL_CALLS -> "TOOL_CALL";
        };
    }

    private JsonObject usage() {
        Usage usage = answer.usage();
        JsonObject tokens =
                new JsonObject().put("input_tokens", usage.prompt()).put("output_tokens", usage.completion());
        return new JsonObject()
                .put("billed_units", tokens.copy())
                .put("tokens", tokens)
                .put("cached_tokens", usage.cached());
    }
}
