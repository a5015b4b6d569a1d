package org.llmops.simulator.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.serving.Frame;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;

/** The events of a streamed chat completion; several choices take turns, token by token. */
final class ChatChunks {

    /** Contents are padded to a multiple of this, so that their length says less about them. */
    private static final int OBFUSCATION_STEP = 16;

    private final String id = RandomIds.next("chatcmpl-");
    private final long created = Instant.now().getEpochSecond();
    private final Model model;
    private final ChatRequest request;
    private final List<Frame> frames = new ArrayList<>();

    ChatChunks(Model model, ChatRequest request) {
        this.model = model;
        this.request = request;
    }

    List<Frame> of(Answer answer) {
        boolean silent = answer.parts().stream().noneMatch(Answer.Text.class::isInstance);
        JsonObject opening = new JsonObject()
                .put("role", "assistant")
                .put("content", silent ? null : "")
                .putNull("refusal");
        Answer.Part thought = ChatCompletions.thoughtAloud(model, answer).orElse(null);
        delta(opening, null, thought == null ? answer.usage().reasoning() : 0);
        if (thought != null) {
            thought.tokens().forEach(token -> delta(new JsonObject().put("reasoning_content", token), null, 1));
        }
        int call = 0;
        for (Answer.Part part : answer.parts()) {
            switch (part) {
                case Answer.Thought ignored -> throw new IllegalStateException("A thought is not among the parts");
                case Answer.Text text -> text(text);
                case Answer.ToolCall toolCall -> toolCall(toolCall, call++);
            }
        }
        delta(new JsonObject(), ChatCompletions.finishReason(answer), 0);
        if (request.usageInStream()) {
            frames.add(Frame.data(
                    chunk(new JsonArray())
                            .put("usage", ChatCompletions.usage(answer.usage().times(request.choices()))),
                    0));
        }
        frames.add(Frame.raw("data: [DONE]\n\n", 0));
        return frames;
    }

    private void text(Answer.Text text) {
        for (String token : text.tokens()) {
            delta(new JsonObject().put("content", token), null, 1);
        }
    }

    private void toolCall(Answer.ToolCall call, int index) {
        JsonObject opening = new JsonObject()
                .put("index", index)
                .put("id", RandomIds.next("call_"))
                .put("type", "function")
                .put("function", new JsonObject().put("name", call.name()).put("arguments", ""));
        delta(new JsonObject().put("tool_calls", JsonArray.of(opening)), null, 0);
        for (String token : call.tokens()) {
            JsonObject arguments =
                    new JsonObject().put("index", index).put("function", new JsonObject().put("arguments", token));
            delta(new JsonObject().put("tool_calls", JsonArray.of(arguments)), null, 1);
        }
    }

    private void delta(JsonObject delta, @Nullable String finishReason, int tokens) {
        for (int index = 0; index < request.choices(); index++) {
            JsonObject choice = new JsonObject().put("index", index).put("delta", delta);
            if (request.logprobs().isPresent() && delta.getValue("content") instanceof String token) {
                choice.put("logprobs", ChatCompletions.logprobs(request, token.isEmpty() ? List.of() : List.of(token)));
            }
            choice.put("finish_reason", finishReason);
            JsonObject chunk = chunk(JsonArray.of(choice));
            if (request.usageInStream()) {
                chunk.putNull("usage");
            }
            frames.add(Frame.data(obfuscated(chunk, delta), tokens));
        }
    }

    private JsonObject chunk(JsonArray choices) {
        return new JsonObject()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model.id())
                .put("service_tier", "default")
                .put("system_fingerprint", ChatCompletions.FINGERPRINT)
                .put("choices", choices);
    }

    private JsonObject obfuscated(JsonObject chunk, JsonObject delta) {
        if (request.obfuscated()) {
            int length = delta.getValue("content") instanceof String content ? content.length() : 0;
            chunk.put("obfuscation", "x".repeat(OBFUSCATION_STEP - length % OBFUSCATION_STEP));
        }
        return chunk;
    }
}
