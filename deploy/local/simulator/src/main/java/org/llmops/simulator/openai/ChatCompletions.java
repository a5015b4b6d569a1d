package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Answering;
import org.llmops.simulator.answering.Usage;
import org.llmops.simulator.serving.Capability;
import org.llmops.simulator.serving.Dialect;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;
import org.llmops.simulator.serving.Reply;
import org.llmops.simulator.serving.Serving;

/** {@code POST /v1/chat/completions}. */
@ApplicationScoped
class ChatCompletions implements BatchOperation {

    /** The same seed gives the same answer as long as this is the same, which is always. */
    static final String FINGERPRINT = "fp_simulator";

    void publish(@Observes Router router, Serving serving) {
        serving.post(router, path(), this);
        serving.post(router, "/openai/deployments/:deployment/chat/completions", this);
    }

    @Override
    public String path() {
        return "/v1/chat/completions";
    }

    @Override
    public Dialect dialect() {
        return OPENAI;
    }

    @Override
    public Capability capability() {
        return Capability.CHAT;
    }

    /** Azure has a deployment in the path. */
    @Override
    public String model(RoutingContext context, Fields request) {
        String deployment = context.pathParam("deployment");
        return deployment == null ? BatchOperation.super.model(context, request) : deployment;
    }

    @Override
    public Optional<JsonObject> sample(int words, boolean stream) {
        JsonObject message = new JsonObject().put("role", "user").put("content", "!words " + words);
        JsonObject request = new JsonObject().put("messages", JsonArray.of(message));
        return Optional.of(
                stream
                        ? request.put("stream", true)
                                .put(
                                        "stream_options",
                                        new JsonObject()
                                                .put("include_usage", true)
                                                .put("include_obfuscation", false))
                        : request);
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
                        completion(model, answer, request),
                        answer.usage().times(request.choices()).completion());
    }

    private static JsonObject completion(Model model, Answer answer, ChatRequest request) {
        JsonArray choiceList = new JsonArray();
        for (int index = 0; index < request.choices(); index++) {
            choiceList.add(new JsonObject()
                    .put("index", index)
                    .put("message", message(model, answer))
                    .put("logprobs", logprobs(request, text(answer)))
                    .put("finish_reason", finishReason(answer)));
        }
        return new JsonObject()
                .put("id", RandomIds.next("chatcmpl-"))
                .put("object", "chat.completion")
                .put("created", Instant.now().getEpochSecond())
                .put("model", model.id())
                .put("choices", choiceList)
                .put("usage", usage(answer.usage().times(request.choices())))
                .put("service_tier", "default")
                .put("system_fingerprint", FINGERPRINT);
    }

    private static List<String> text(Answer answer) {
        return answer.parts().stream()
                .filter(Answer.Text.class::isInstance)
                .findFirst()
                .map(Answer.Part::tokens)
                .orElse(List.of());
    }

    /** Null unless asked for. */
    static @Nullable JsonObject logprobs(ChatRequest request, List<String> tokens) {
        return request.logprobs().isEmpty()
                ? null
                : new JsonObject()
                        .put(
                                "content",
                                TokenLogprobs.of(tokens, request.logprobs().getAsInt()))
                        .putNull("refusal");
    }

    /** The thought, if the model shows it as DeepSeek's and those behind vLLM do, though not OpenAI's own. */
    static Optional<Answer.Part> thoughtAloud(Model model, Answer answer) {
        return answer.partsWithThought().stream()
                .filter(Answer.Thought.class::isInstance)
                .filter(ignored -> model.id().equals("sim-reasoner"))
                .findFirst();
    }

    private static JsonObject message(Model model, Answer answer) {
        boolean silent = answer.parts().stream().noneMatch(Answer.Text.class::isInstance);
        JsonObject message = new JsonObject().put("role", "assistant").put("content", silent ? null : answer.text());
        thoughtAloud(model, answer).ifPresent(thought -> message.put("reasoning_content", thought.joined()));
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
                        new JsonObject().put("cached_tokens", usage.cached()).put("audio_tokens", usage.audio()))
                .put(
                        "completion_tokens_details",
                        new JsonObject()
                                .put("reasoning_tokens", usage.reasoning())
                                .put("audio_tokens", 0)
                                .put("accepted_prediction_tokens", 0)
                                .put("rejected_prediction_tokens", 0));
    }
}
