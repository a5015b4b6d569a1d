package org.llmops.simulator.anthropic;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.llmops.simulator.answering.Answer;
import org.llmops.simulator.answering.Usage;
import org.llmops.simulator.serving.Model;
import org.llmops.simulator.serving.RandomIds;

/** A message, from its start to its end; both ways of delivery show the same one. */
final class MessageDraft {

    private final String id = RandomIds.next("msg_");
    private final Model model;
    private final Answer answer;
    private final int silentTokens;
    private final List<Block> blocks;

    /** A block of the content; the id is that of a tool call. */
    record Block(String id, Answer.Part part) {

        JsonObject started() {
            return switch (part) {
                case Answer.Thought ignored -> thinking("", "");
                case Answer.Text ignored -> new JsonObject().put("type", "text").put("text", "");
                case Answer.ToolCall call -> toolUse(call).put("input", new JsonObject());
            };
        }

        JsonObject done() {
            return switch (part) {
                case Answer.Thought thought -> thinking(thought.joined(), Signature.of(thought.joined()));
                case Answer.Text text -> new JsonObject().put("type", "text").put("text", text.joined());
                case Answer.ToolCall call -> toolUse(call).put("input", input(call));
            };
        }

        private static JsonObject thinking(String thought, String signature) {
            return new JsonObject()
                    .put("type", "thinking")
                    .put("thinking", thought)
                    .put("signature", signature);
        }

        private JsonObject toolUse(Answer.ToolCall call) {
            return new JsonObject().put("type", "tool_use").put("id", id).put("name", call.name());
        }

        /** The token limit may have cut the arguments short; then the API shows none. */
        private static JsonObject input(Answer.ToolCall call) {
            try {
                return new JsonObject(call.joined());
            } catch (DecodeException cutShort) {
                return new JsonObject();
            }
        }
    }

    /**
     * @param thoughts whether the caller is shown the thoughts
     */
    MessageDraft(Model model, Answer answer, boolean thoughts) {
        this.model = model;
        this.answer = answer;
        this.silentTokens = thoughts ? 0 : answer.usage().reasoning();
        this.blocks = (thoughts ? answer.partsWithThought() : answer.parts())
                .stream().map(part -> new Block(RandomIds.next("toolu_"), part)).toList();
    }

    List<Block> blocks() {
        return blocks;
    }

    /** The thoughts that nobody is shown still take their time. */
    int silentTokens() {
        return silentTokens;
    }

    /** What is known before the first token. */
    JsonObject started() {
        return json(new JsonArray())
                .putNull("stop_reason")
                .putNull("stop_sequence")
                .put("usage", fullUsage(1));
    }

    JsonObject done() {
        JsonArray content = new JsonArray();
        blocks.forEach(block -> content.add(block.done()));
        return json(content)
                .mergeIn(ending())
                .put("usage", fullUsage(answer.usage().completion()));
    }

    /** Why it ends. */
    JsonObject ending() {
        String reason = switch (answer.finish()) {
            case COMPLETE -> "end_turn";
            case STOP_SEQUENCE -> "stop_sequence";
            case LENGTH -> "max_tokens";
            case TOOL_CALLS -> "tool_use";
        };
        return new JsonObject().put("stop_reason", reason).put("stop_sequence", answer.stopSequence());
    }

    /** What it cost; tokens read from the cache are not among the input tokens here. */
    JsonObject usage(int outputTokens) {
        Usage usage = answer.usage();
        return new JsonObject()
                .put("input_tokens", usage.uncached())
                .put("cache_creation_input_tokens", usage.written().total())
                .put("cache_read_input_tokens", usage.cached())
                .put("output_tokens", outputTokens);
    }

    int outputTokens() {
        return answer.usage().completion();
    }

    private JsonObject fullUsage(int outputTokens) {
        return usage(outputTokens)
                .put(
                        "cache_creation",
                        new JsonObject()
                                .put(
                                        "ephemeral_5m_input_tokens",
                                        answer.usage().written().minutes())
                                .put(
                                        "ephemeral_1h_input_tokens",
                                        answer.usage().written().hour()))
                .put("service_tier", "standard");
    }

    private JsonObject json(JsonArray content) {
        return new JsonObject()
                .put("id", id)
                .put("type", "message")
                .put("role", "assistant")
                .put("model", model.id())
                .put("content", content);
    }
}
