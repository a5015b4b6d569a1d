package org.llmops.simulator.openai;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Usage;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;

/** A response object, from its creation to its end; both ways of delivery show the same one. */
final class ResponseDraft {

    /** Request fields that a response repeats, and what it says when they were left out. */
    private static final JsonObject REPEATED = new JsonObject()
            .put("background", false)
            .putNull("instructions")
            .putNull("max_output_tokens")
            .putNull("max_tool_calls")
            .put("metadata", new JsonObject())
            .put("parallel_tool_calls", true)
            .putNull("previous_response_id")
            .put("reasoning", new JsonObject().putNull("effort").putNull("summary"))
            .put("store", true)
            .put("temperature", 1.0)
            .put("text", new JsonObject().put("format", new JsonObject().put("type", "text")))
            .put("tool_choice", "auto")
            .put("tools", new JsonArray())
            .put("top_logprobs", 0)
            .put("top_p", 1.0)
            .put("truncation", "disabled")
            .putNull("user");

    private final String id = RandomIds.next("resp_");
    private final long createdAt = Instant.now().getEpochSecond();
    private final Model model;
    private final Fields request;
    private final Answer answer;
    private final List<Item> items = new ArrayList<>();

    /** What the caller asked to be shown beside the answer. */
    record Shown(boolean summary, boolean encrypted, boolean logprobs, int alternatives) {

        static Shown of(Fields request) {
            return new Shown(
                    request.object("reasoning")
                            .flatMap(reasoning -> reasoning.text("summary"))
                            .isPresent(),
                    includes(request, "reasoning.encrypted_content"),
                    includes(request, "message.output_text.logprobs"),
                    request.integer("top_logprobs", 0, 20).orElse(0));
        }

        private static boolean includes(Fields request, String what) {
            return request.array("include").map(names -> names.contains(what)).orElse(false);
        }
    }

    /** An item of the output, with the id that it keeps. */
    record Item(String id, @Nullable String callId, Answer.Part part, String finalStatus, Shown show) {

        JsonObject started() {
            return json("in_progress", false);
        }

        JsonObject done() {
            return json(finalStatus, true);
        }

        private JsonObject json(String status, boolean full) {
            JsonObject json = new JsonObject().put("id", id).put("status", status);
            return switch (part) {
                case Answer.Thought ignored ->
                    json.put("type", "reasoning")
                            .put("summary", full && show.summary() ? JsonArray.of(summary()) : new JsonArray())
                            .put("encrypted_content", full && show.encrypted() ? encrypted(part.joined()) : null);
                case Answer.Text ignored ->
                    json.put("type", "message")
                            .put("role", "assistant")
                            .put("content", full ? JsonArray.of(textPart(part.tokens())) : new JsonArray());
                case Answer.ToolCall call ->
                    json.put("type", "function_call")
                            .put("call_id", callId)
                            .put("name", call.name())
                            .put("arguments", full ? part.joined() : "");
            };
        }

        JsonObject summary() {
            return new JsonObject().put("type", "summary_text").put("text", part.joined());
        }

        /** Not really: whoever reads it will find the thought. */
        private static String encrypted(String thought) {
            return Base64.getEncoder().encodeToString(thought.getBytes(StandardCharsets.UTF_8));
        }

        JsonArray logprobs(List<String> tokens) {
            return show.logprobs() ? TokenLogprobs.of(tokens, show.alternatives()) : new JsonArray();
        }

        JsonObject textPart(List<String> tokens) {
            return new JsonObject()
                    .put("type", "output_text")
                    .put("text", String.join("", tokens))
                    .put("annotations", new JsonArray())
                    .put("logprobs", logprobs(tokens));
        }
    }

    ResponseDraft(Model model, Fields request, Answer answer) {
        this.model = model;
        this.request = request;
        this.answer = answer;
        Shown show = Shown.of(request);
        List<Answer.Part> parts = answer.partsWithThought();
        for (Answer.Part part : parts) {
            boolean last = items.size() == parts.size() - 1;
            String status = last && cutShort() ? "incomplete" : "completed";
            items.add(
                    switch (part) {
                        case Answer.Thought thought -> new Item(RandomIds.next("rs_"), null, thought, status, show);
                        case Answer.Text text -> new Item(RandomIds.next("msg_"), null, text, status, show);
                        case Answer.ToolCall call ->
                            new Item(RandomIds.next("fc_"), RandomIds.next("call_"), call, status, show);
                    });
        }
    }

    List<Item> items() {
        return items;
    }

    boolean cutShort() {
        return answer.finish() == Answer.Finish.LENGTH;
    }

    JsonObject started() {
        return json("in_progress")
                .putNull("completed_at")
                .put("output", new JsonArray())
                .putNull("usage");
    }

    JsonObject done() {
        JsonArray output = new JsonArray();
        items.forEach(item -> output.add(item.done()));
        JsonObject json = json(cutShort() ? "incomplete" : "completed")
                .put("completed_at", cutShort() ? null : Instant.now().getEpochSecond())
                .put("output", output)
                .put("usage", usage(answer.usage()));
        return cutShort() ? json.put("incomplete_details", new JsonObject().put("reason", "max_output_tokens")) : json;
    }

    private JsonObject json(String status) {
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("object", "response")
                .put("created_at", createdAt)
                .put("status", status)
                .putNull("error")
                .putNull("incomplete_details")
                .put("model", model.id())
                .put("service_tier", "default");
        for (var field : REPEATED) {
            Object asked = request.value(field.getKey());
            json.put(field.getKey(), asked == null ? field.getValue() : asked);
        }
        return json;
    }

    private static JsonObject usage(Usage usage) {
        return new JsonObject()
                .put("input_tokens", usage.prompt())
                .put(
                        "input_tokens_details",
                        new JsonObject().put("cached_tokens", usage.cached()).put("cache_write_tokens", 0))
                .put("output_tokens", usage.completion())
                .put("output_tokens_details", new JsonObject().put("reasoning_tokens", usage.reasoning()))
                .put("total_tokens", usage.total());
    }
}
