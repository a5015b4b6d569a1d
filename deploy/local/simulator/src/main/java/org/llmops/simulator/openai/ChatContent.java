package org.llmops.simulator.openai;

import static org.llmops.simulator.openai.OpenAiDialect.OPENAI;

import io.vertx.core.json.JsonArray;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.serving.Fields;
import org.llmops.simulator.serving.JsonType;

/** The content of a message: a string, or an array of parts of which text, pictures and recordings count. */
final class ChatContent {

    private ChatContent() {}

    static Message message(Message.Role role, Fields message) {
        return switch (message.value("content")) {
            case String text -> new Message(role, text);
            case JsonArray ignored -> ofParts(role, message.objects("content"));
            case null ->
                throw OPENAI.invalid(message.path("content"), "Expected a string or an array of objects, got null.");
            case Object other -> throw OPENAI.mistyped(message.path("content"), JsonType.STRING, other);
        };
    }

    /** An assistant that called tools need not have said anything. */
    static Message ofAssistant(Fields message) {
        List<String> calls = new ArrayList<>();
        for (Fields call : message.objects("tool_calls")) {
            Fields function = call.requiredObject("function");
            calls.add(function.requiredText("name") + " " + function.requiredText("arguments"));
        }
        if (calls.isEmpty()) {
            return message(Message.Role.ASSISTANT, message);
        }
        if (message.value("content") != null) {
            calls.addFirst(message(Message.Role.ASSISTANT, message).text());
        }
        return new Message(Message.Role.ASSISTANT, String.join("\n", calls));
    }

    /** The parts of chat completions and of responses have types of different names. */
    static Message ofParts(Message.Role role, List<Fields> parts) {
        List<String> texts = new ArrayList<>();
        int images = 0;
        int sounds = 0;
        for (Fields part : parts) {
            switch (part.requiredText("type")) {
                case "text", "input_text", "output_text" -> texts.add(part.requiredText("text"));
                case "refusal" -> texts.add(part.requiredText("refusal"));
                case "image_url", "input_image" -> images++;
                case "input_audio" -> sounds++;
                case "file", "input_file" -> {
                    // accepted, and not understood
                }
                default ->
                    throw OPENAI.invalid(part.path("type"), "'" + part.requiredText("type") + "' is not supported.");
            }
        }
        return new Message(role, String.join("\n", texts), images, sounds);
    }
}
