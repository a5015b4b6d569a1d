package org.llmops.simulator.anthropic;

import static org.llmops.simulator.anthropic.AnthropicDialect.ANTHROPIC;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.JsonType;

/** One message: a string, or an array of blocks. Tool results come inside of a user's message here. */
final class MessageContent {

    private MessageContent() {}

    /** The message, after the tool results in it. */
    static List<Message> read(Fields message) {
        Message.Role role = role(message);
        return switch (message.value("content")) {
            case String text -> List.of(new Message(role, text));
            case JsonArray ignored -> blocks(role, message.objects("content"));
            case null -> throw ANTHROPIC.missing(message.path("content"));
            case Object other -> throw ANTHROPIC.mistyped(message.path("content"), JsonType.STRING, other);
        };
    }

    private static Message.Role role(Fields message) {
        String role = message.requiredText("role");
        return switch (role) {
            case "user" -> Message.Role.USER;
            case "assistant" -> Message.Role.ASSISTANT;
            default ->
                throw ANTHROPIC.invalid(
                        "messages",
                        "Unexpected role \"" + role + "\". A message's role is \"user\" or \"assistant\"; the system"
                                + " prompt is the top-level `system` parameter.");
        };
    }

    private static List<Message> blocks(Message.Role role, List<Fields> blocks) {
        List<Message> results = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int images = 0;
        for (Fields block : blocks) {
            switch (block.requiredText("type")) {
                case "text" -> texts.add(block.requiredText("text"));
                case "tool_use" ->
                    texts.add(block.requiredText("name") + " "
                            + block.requiredObject("input").json().encode());
                case "tool_result" -> results.add(new Message(Message.Role.TOOL, result(block)));
                case "image" -> images++;
                case "thinking" -> Signature.check(block);
                case "document", "redacted_thinking" -> {
                    // accepted, and not understood
                }
                default ->
                    throw ANTHROPIC.invalid(
                            block.path("type"), "'" + block.requiredText("type") + "' is not supported");
            }
        }
        if (!texts.isEmpty() || images > 0 || results.isEmpty()) {
            results.add(new Message(role, String.join("\n", texts), images, 0));
        }
        return results;
    }

    private static String result(Fields block) {
        return switch (block.value("content")) {
            case String text -> text;
            case JsonArray ignored ->
                String.join(
                        "\n",
                        block.objects("content").stream()
                                .flatMap(part -> part.text("text").stream())
                                .toList());
            case null, default -> "";
        };
    }
}
