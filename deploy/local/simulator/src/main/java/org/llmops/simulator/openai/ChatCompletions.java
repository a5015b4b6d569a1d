package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Answering;
import org.llmops.simulator.answering.Usage;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Endpoint;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/chat/completions}. */
@ApplicationScoped
class ChatCompletions implements Endpoint {

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, "/v1/chat/completions", this);
    }

    @Override
    public Dialect dialect() {
        return OPENAI;
    }

    @Override
    public Capability capability() {
        return Capability.CHAT;
    }

    @Override
    public Reply reply(Model model, Fields body) {
        ChatRequest request = ChatRequest.of(body);
        Answer answer = Answering.answer(request.prompt());
        if (answer.usage().prompt() > model.contextWindow()) {
            throw OPENAI.promptTooLong(model, answer.usage().prompt(), "messages");
        }
        return request.stream()
                ? new Reply.Streamed(new ChatChunks(model, request).of(answer))
                : new Reply.Whole(
                        completion(model, answer, request.choices()),
                        answer.usage().times(request.choices()).completion());
    }

    private static JsonObject completion(Model model, Answer answer, int choices) {
        JsonArray choiceList = new JsonArray();
        for (int index = 0; index < choices; index++) {
            choiceList.add(new JsonObject()
                    .put("index", index)
                    .put("message", message(answer))
                    .putNull("logprobs")
                    .put("finish_reason", finishReason(answer)));
        }
        return new JsonObject()
                .put("id", RandomIds.next("chatcmpl-"))
                .put("object", "chat.completion")
                .put("created", Instant.now().getEpochSecond())
                .put("model", model.id())
                .put("choices", choiceList)
                .put("usage", usage(answer.usage().times(choices)))
                .put("service_tier", "default")
                .putNull("system_fingerprint");
    }

    private static JsonObject message(Answer answer) {
        boolean silent = answer.parts().stream().noneMatch(Answer.Text.class::isInstance);
        JsonObject message = new JsonObject().put("role", "assistant").put("content", silent ? null : answer.text());
        if (!answer.toolCalls().isEmpty()) {
            JsonArray calls = new JsonArray();
            for (Answer.ToolCall call : answer.toolCalls()) {
                calls.add(new JsonObject()
                        .put("id", RandomIds.next("call_"))
                        .put("type", "function")
                        .put(
                                "function",
                                new JsonObject().put("name", call.name()).put("arguments", call.joined())));
            }
            message.put("tool_calls", calls);
        }
        return message.putNull("refusal").put("annotations", new JsonArray());
    }

    static String finishReason(Answer answer) {
        return switch (answer.finish()) {
            case COMPLETE, STOP_SEQUENCE -> "stop";
            case LENGTH -> "length";
            case TOOL_CALLS -> "tool_calls";
        };
    }

    static JsonObject usage(Usage usage) {
        return new JsonObject()
                .put("prompt_tokens", usage.prompt())
                .put("completion_tokens", usage.completion())
                .put("total_tokens", usage.total())
                .put(
                        "prompt_tokens_details",
                        new JsonObject().put("cached_tokens", usage.cached()).put("audio_tokens", 0))
                .put(
                        "completion_tokens_details",
                        new JsonObject()
                                .put("reasoning_tokens", usage.reasoning())
                                .put("audio_tokens", 0)
                                .put("accepted_prediction_tokens", 0)
                                .put("rejected_prediction_tokens", 0));
    }
}
