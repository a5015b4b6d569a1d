package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;

/** Puts one choice of a chat completion together. */
public final class CompletionChoice {
    private final ObjectNode choice;
    private final ObjectNode message;
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final ArrayNode thinking = Json.object().arrayNode();
    private final ArrayNode calls = Json.object().arrayNode();

    CompletionChoice(ObjectNode choice) {
        this.choice = choice;
        this.message = choice.putObject("message").put("role", "assistant");
    }

    public void text(String more) {
        text.append(more);
    }

    public void reasoning(String more) {
        reasoning.append(more);
    }

    /** A block that the provider wants back as it is. */
    public void thinkingBlock(ObjectNode block) {
        thinking.add(block);
    }

    /** @return the call, for what the provider attaches to it */
    public ObjectNode call(String id, String name, String arguments) {
        return Chunks.call(calls.addObject(), id, name, arguments);
    }

    public boolean hasCalls() {
        return !calls.isEmpty();
    }

    /** The message, for what the provider attaches to it. */
    public ObjectNode message() {
        return message;
    }

    public void logprobs(JsonNode logprobs) {
        choice.set("logprobs", logprobs);
    }

    /** Last of all. */
    public void finish(String reason) {
        if (text.isEmpty() && !calls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        message.putNull("refusal");
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!thinking.isEmpty()) {
            message.set("thinking_blocks", thinking);
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        choice.put("finish_reason", reason);
    }
}
