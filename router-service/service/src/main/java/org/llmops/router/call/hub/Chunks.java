package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.llmops.router.body.AnswerBody;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.usage.ChatUsage;
import org.llmops.router.wire.chat.ChatFormat;

/** Writes the chunks of one streamed chat completion. */
public final class Chunks {
    private final long created = Instant.now().getEpochSecond();
    private String id = "chatcmpl-" + UUID.randomUUID();
    private String model;

    public Chunks(String model) {
        this.model = model;
    }

    /** What the provider calls the answer and the model; what it leaves empty stays as it is. */
    public void head(String answerId, String answeringModel) {
        id = answerId.isEmpty() ? id : answerId;
        model = answeringModel.isEmpty() ? model : answeringModel;
    }

    /** The beginning of a choice. */
    public AnswerBody opening(int choice) throws IOException {
        return delta(choice, delta -> delta.put("role", "assistant").put("content", ""));
    }

    public AnswerBody text(int choice, String text) throws IOException {
        return delta(choice, delta -> delta.put("content", text));
    }

    public AnswerBody reasoning(int choice, String text) throws IOException {
        return delta(choice, delta -> delta.put("reasoning_content", text));
    }

    /** A block that the provider wants back as it is. */
    public AnswerBody thinkingBlock(int choice, ObjectNode block) throws IOException {
        return delta(choice, delta -> delta.putArray("thinking_blocks").add(block));
    }

    /** A call of a tool begins. */
    public AnswerBody call(int choice, int tool, String callId, String name, String arguments) throws IOException {
        return call(choice, tool, callId, name, arguments, call -> {});
    }

    /** A call of a tool begins, with what the provider attaches to it. */
    public AnswerBody call(
            int choice, int tool, String callId, String name, String arguments, Consumer<ObjectNode> attachment)
            throws IOException {
        return delta(
                choice,
                delta -> attachment.accept(
                        call(delta.putArray("tool_calls").addObject().put("index", tool), callId, name, arguments)));
    }

    /** A call of a tool goes on. */
    public AnswerBody arguments(int choice, int tool, String json) throws IOException {
        return delta(
                choice,
                delta -> delta.putArray("tool_calls")
                        .addObject()
                        .put("index", tool)
                        .putObject("function")
                        .put("arguments", json));
    }

    public AnswerBody delta(int choice, Consumer<ObjectNode> content) throws IOException {
        return chunk(choice, content, Json.object().nullNode(), Json.object().nullNode());
    }

    /** A delta with its tokens' probabilities. */
    public AnswerBody delta(int choice, Consumer<ObjectNode> content, JsonNode logprobs) throws IOException {
        return chunk(choice, content, logprobs, Json.object().nullNode());
    }

    public AnswerBody finish(int choice, String reason) throws IOException {
        return chunk(
                choice, delta -> {}, Json.object().nullNode(), Json.object().textNode(reason));
    }

    /** The last chunk. */
    public AnswerBody usage(TokenUsage usage) throws IOException {
        ObjectNode last = envelope();
        last.putArray("choices");
        last.set("usage", ChatUsage.of(usage));
        return ChatFormat.CHAT.event("", Json.bytes(last));
    }

    private AnswerBody chunk(int index, Consumer<ObjectNode> content, JsonNode logprobs, JsonNode reason)
            throws IOException {
        ObjectNode chunk = envelope();
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", index);
        content.accept(choice.putObject("delta"));
        if (!logprobs.isNull()) {
            choice.set("logprobs", logprobs);
        }
        choice.set("finish_reason", reason);
        return ChatFormat.CHAT.event("", Json.bytes(chunk));
    }

    private ObjectNode envelope() {
        return Json.object()
                .put("id", id)
                .put("object", "chat.completion.chunk")
                .put("created", created)
                .put("model", model);
    }

    static ObjectNode call(ObjectNode call, String id, String name, String arguments) {
        call.put("id", id.isEmpty() ? "call_" + UUID.randomUUID().toString().replace("-", "") : id)
                .put("type", "function");
        call.putObject("function").put("name", name).put("arguments", arguments);
        return call;
    }
}
