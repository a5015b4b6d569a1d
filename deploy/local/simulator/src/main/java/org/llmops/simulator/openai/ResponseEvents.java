package org.llmops.simulator.openai;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.openai.ResponseDraft.Item;
import org.llmops.simulator.serving.Frame;

/** The events of a streamed response, numbered from zero. */
final class ResponseEvents {

    private final List<Frame> frames = new ArrayList<>();

    List<Frame> of(ResponseDraft draft) {
        event("response.created", new JsonObject().put("response", draft.started()), 0);
        event("response.in_progress", new JsonObject().put("response", draft.started()), 0);
        for (int index = 0; index < draft.items().size(); index++) {
            Item item = draft.items().get(index);
            event(
                    "response.output_item.added",
                    new JsonObject().put("output_index", index).put("item", item.started()),
                    0);
            switch (item.part()) {
                case Answer.Thought thought -> thought(item, thought, index);
                case Answer.Text text -> text(item, text, index);
                case Answer.ToolCall call -> toolCall(item, call, index);
            }
            boolean silent =
                    item.part() instanceof Answer.Thought && !item.show().summary();
            event(
                    "response.output_item.done",
                    new JsonObject().put("output_index", index).put("item", item.done()),
                    silent ? item.part().tokens().size() : 0);
        }
        event(
                draft.cutShort() ? "response.incomplete" : "response.completed",
                new JsonObject().put("response", draft.done()),
                0);
        return frames;
    }

    /** Its time passes, though only a summary is shown, and that on demand. */
    private void thought(Item item, Answer.Thought thought, int outputIndex) {
        if (!item.show().summary()) {
            return;
        }
        JsonObject empty = item.summary().put("text", "");
        event(
                "response.reasoning_summary_part.added",
                summary(item, outputIndex).put("part", empty),
                0);
        for (String token : thought.tokens()) {
            event(
                    "response.reasoning_summary_text.delta",
                    summary(item, outputIndex).put("delta", token),
                    1);
        }
        event("response.reasoning_summary_text.done", summary(item, outputIndex).put("text", thought.joined()), 0);
        event("response.reasoning_summary_part.done", summary(item, outputIndex).put("part", item.summary()), 0);
    }

    private static JsonObject summary(Item item, int outputIndex) {
        return at(item, outputIndex).put("summary_index", 0);
    }

    private void text(Item item, Answer.Text text, int outputIndex) {
        event("response.content_part.added", content(item, outputIndex).put("part", item.textPart(List.of())), 0);
        for (String token : text.tokens()) {
            event(
                    "response.output_text.delta",
                    content(item, outputIndex).put("delta", token).put("logprobs", item.logprobs(List.of(token))),
                    1);
        }
        event(
                "response.output_text.done",
                content(item, outputIndex).put("text", text.joined()).put("logprobs", item.logprobs(text.tokens())),
                0);
        event("response.content_part.done", content(item, outputIndex).put("part", item.textPart(text.tokens())), 0);
    }

    private void toolCall(Item item, Answer.ToolCall call, int outputIndex) {
        for (String token : call.tokens()) {
            event(
                    "response.function_call_arguments.delta",
                    at(item, outputIndex).put("delta", token),
                    1);
        }
        event(
                "response.function_call_arguments.done",
                at(item, outputIndex).put("name", call.name()).put("arguments", call.joined()),
                0);
    }

    private static JsonObject content(Item item, int outputIndex) {
        return at(item, outputIndex).put("content_index", 0);
    }

    private static JsonObject at(Item item, int outputIndex) {
        return new JsonObject().put("item_id", item.id()).put("output_index", outputIndex);
    }

    private void event(String type, JsonObject body, int tokens) {
        JsonObject event = new JsonObject().put("type", type).put("sequence_number", frames.size());
        frames.add(Frame.event(type, event.mergeIn(body), tokens));
    }
}
