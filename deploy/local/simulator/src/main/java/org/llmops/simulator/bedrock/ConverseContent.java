package org.llmops.simulator.bedrock;

import static org.llmops.simulator.bedrock.BedrockDialect.BEDROCK;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.serving.Fields;

/** The blocks of a message, each with one member whose name is its kind. */
final class ConverseContent {

    private ConverseContent() {}

    /** The message, after the results of tools in it. */
    static List<Message> read(Fields message) {
        Message.Role role = role(message);
        List<Message> messages = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int images = 0;
        for (Fields block : message.objects("content")) {
            String kind =
                    block.json().isEmpty() ? "" : block.json().iterator().next().getKey();
            switch (kind) {
                case "text" -> texts.add(block.requiredText("text"));
                case "toolUse" -> {
                    Fields use = block.requiredObject("toolUse");
                    use.requiredText("toolUseId");
                    texts.add(use.requiredText("name") + " "
                            + use.requiredObject("input").json().encode());
                }
                case "toolResult" -> messages.add(result(block.requiredObject("toolResult")));
                case "image" -> images++;
                case "cachePoint", "reasoningContent", "document", "video", "guardContent", "citationsContent" -> {
                    // accepted, and not understood
                }
                default -> throw BEDROCK.invalid(block.path("content"), "There is no block '" + kind + "'.");
            }
        }
        if (!texts.isEmpty() || images > 0 || messages.isEmpty()) {
            messages.add(new Message(role, String.join("\n", texts), images, 0));
        }
        return messages;
    }

    private static Message.Role role(Fields message) {
        return switch (message.requiredText("role")) {
            case "user" -> Message.Role.USER;
            case "assistant" -> Message.Role.ASSISTANT;
            default ->
                throw BEDROCK.invalid(
                        message.path("role"), "Member must satisfy enum value set: [user, assistant, system]");
        };
    }

    private static Message result(Fields result) {
        result.requiredText("toolUseId");
        List<String> texts = new ArrayList<>();
        for (Fields part : result.objects("content")) {
            part.text("text").ifPresent(texts::add);
            part.object("json").map(Fields::json).map(JsonObject::encode).ifPresent(texts::add);
        }
        return new Message(Message.Role.TOOL, String.join("\n", texts));
    }
}
