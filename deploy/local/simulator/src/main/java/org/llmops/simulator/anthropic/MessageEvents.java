package org.llmops.simulator.anthropic;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.anthropic.MessageDraft.Block;
import org.llmops.simulator.serving.Frame;

/** The events of a streamed message. */
final class MessageEvents {

    private final List<Frame> frames = new ArrayList<>();

    List<Frame> of(MessageDraft draft) {
        event("message_start", new JsonObject().put("message", draft.started()), draft.silentTokens());
        for (int index = 0; index < draft.blocks().size(); index++) {
            block(draft.blocks().get(index), index);
        }
        event(
                "message_delta",
                new JsonObject().put("delta", draft.ending()).put("usage", draft.usage(draft.outputTokens())),
                0);
        event("message_stop", new JsonObject(), 0);
        return frames;
    }

    private void block(Block block, int index) {
        event("content_block_start", at(index).put("content_block", block.started()), 0);
        if (index == 0) {
            event("ping", new JsonObject(), 0);
        }
        switch (block.part()) {
            case Answer.Thought thought -> {
                thought.tokens().forEach(token -> delta(index, "thinking_delta", "thinking", token, 1));
                delta(index, "signature_delta", "signature", Signature.of(thought.joined()), 0);
            }
            case Answer.Text text -> text.tokens().forEach(token -> delta(index, "text_delta", "text", token, 1));
            case Answer.ToolCall call -> {
                delta(index, "input_json_delta", "partial_json", "", 0);
                call.tokens().forEach(token -> delta(index, "input_json_delta", "partial_json", token, 1));
            }
        }
        event("content_block_stop", at(index), 0);
    }

    private void delta(int index, String type, String field, String token, int tokens) {
        event(
                "content_block_delta",
                at(index).put("delta", new JsonObject().put("type", type).put(field, token)),
                tokens);
    }

    private static JsonObject at(int index) {
        return new JsonObject().put("index", index);
    }

    private void event(String type, JsonObject body, int tokens) {
        frames.add(Frame.event(type, new JsonObject().put("type", type).mergeIn(body), tokens));
    }
}
