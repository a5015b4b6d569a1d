package org.llmops.router.call.cohere;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.call.SseReader;
import org.llmops.router.call.StreamFailed;
import org.llmops.router.call.hub.Chunks;
import org.llmops.router.sse.SseEvent;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** The events of Cohere's chat as chat completion chunks. */
final class CohereStream extends SseReader {
    private final Chunks chunks;
    /** Positions of calls, by the index their events have. */
    private final Map<Integer, Integer> calls = new HashMap<>();

    private boolean hasArguments;
    private @Nullable TokenUsage usage;
    private boolean done;

    CohereStream(String model) {
        this.chunks = new Chunks(model);
    }

    @Override
    protected List<AnswerBody> event(SseEvent event) throws IOException, StreamFailed {
        if (event.isDone()) {
            done = true;
            return List.of();
        }
        JsonNode json = Json.tree(event.data());
        JsonNode message = json.path("delta").path("message");
        return switch (json.path("type").asText()) {
            case "message-start" -> {
                chunks.head(json.path("id").asText(""), "");
                yield List.of(chunks.opening(0));
            }
            case "content-start", "content-delta" -> content(message.path("content"), json.path("logprobs"));
            case "tool-plan-delta" -> reasoning(message.path("tool_plan").asText(""));
            case "tool-call-start" -> call(json.path("index").asInt(), message.path("tool_calls"));
            case "tool-call-delta" ->
                arguments(
                        json.path("index").asInt(),
                        message.path("tool_calls")
                                .path("function")
                                .path("arguments")
                                .asText(""));
            case "tool-call-end" ->
                hasArguments ? List.of() : arguments(json.path("index").asInt(), "{}");
            case "message-end" -> end(json.path("delta"));
            // Citations, ends of contents, and kinds that came later.
            default -> List.of();
        };
    }

    private List<AnswerBody> content(JsonNode content, JsonNode logprobs) throws IOException {
        String text = content.path("text").asText("");
        String thinking = content.path("thinking").asText("");
        if (!thinking.isEmpty()) {
            return reasoning(thinking);
        }
        if (text.isEmpty()) {
            return List.of();
        }
        return List.of(
                logprobs.isContainerNode()
                        ? chunks.delta(0, delta -> delta.put("content", text), CohereAnswer.logprobs(logprobs))
                        : chunks.text(0, text));
    }

    private List<AnswerBody> reasoning(String text) throws IOException {
        return text.isEmpty() ? List.of() : List.of(chunks.reasoning(0, text));
    }

    private List<AnswerBody> call(int index, JsonNode call) throws IOException {
        int position = calls.size();
        calls.put(index, position);
        String arguments = call.path("function").path("arguments").asText("");
        hasArguments = !arguments.isEmpty();
        return List.of(chunks.call(
                0,
                position,
                call.path("id").asText(""),
                call.path("function").path("name").asText(),
                arguments));
    }

    private List<AnswerBody> arguments(int index, String json) throws IOException {
        Integer position = calls.get(index);
        if (position == null || json.isEmpty()) {
            return List.of();
        }
        hasArguments = true;
        return List.of(chunks.arguments(0, position, json));
    }

    private List<AnswerBody> end(JsonNode delta) throws IOException, StreamFailed {
        String reason = delta.path("finish_reason").asText();
        if (CohereAnswer.isFailure(reason)) {
            throw new StreamFailed("The provider reported " + reason);
        }
        done = true;
        List<AnswerBody> last = new ArrayList<>();
        last.add(chunks.finish(0, CohereAnswer.finishReason(reason)));
        if (delta.path("usage").isObject()) {
            usage = UsageReading.of(UsageFlavour.COHERE, delta.path("usage"));
            last.add(chunks.usage(usage));
        }
        return last;
    }

    @Override
    public boolean isComplete() {
        return done;
    }

    @Override
    public Optional<TokenUsage> usage() {
        return Optional.ofNullable(usage);
    }
}
