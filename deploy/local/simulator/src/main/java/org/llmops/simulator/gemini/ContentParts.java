package org.llmops.simulator.gemini;

import static org.llmops.simulator.gemini.GeminiDialect.GEMINI;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.llmops.simulator.answering.Message;
import org.llmops.simulator.serving.Fields;

/** The parts of one content; each has exactly one kind of data, whose name is its kind. */
final class ContentParts {

    private ContentParts() {}

    /** The message, after the results of functions in it. */
    static List<Message> read(Message.Role role, Fields content) {
        List<Message> messages = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int images = 0;
        int sounds = 0;
        for (Fields part : content.objects("parts")) {
            JsonObject json = part.json();
            if (json.containsKey("text")) {
                part.text("text").filter(text -> !part.flag("thought")).ifPresent(texts::add);
            } else if (json.containsKey("functionCall")) {
                Fields call = part.requiredObject("functionCall");
                texts.add(call.requiredText("name") + " "
                        + call.object("args")
                                .map(Fields::json)
                                .orElseGet(JsonObject::new)
                                .encode());
            } else if (json.containsKey("functionResponse")) {
                Fields response = part.requiredObject("functionResponse");
                response.requiredText("name");
                messages.add(new Message(
                        Message.Role.TOOL,
                        result(response.requiredObject("response").json())));
            } else if (json.containsKey("inlineData") || json.containsKey("fileData")) {
                boolean sound = mimeType(part).startsWith("audio/");
                images += sound ? 0 : 1;
                sounds += sound ? 1 : 0;
            } else {
                throw GEMINI.invalid(part.path("data"), "required oneof field 'data' must have one initialized field");
            }
        }
        if (!texts.isEmpty() || images + sounds > 0 || messages.isEmpty()) {
            messages.add(new Message(role, String.join("\n", texts), images, sounds));
        }
        return messages;
    }

    private static String mimeType(Fields part) {
        return part.object("inlineData")
                .or(() -> part.object("fileData"))
                .flatMap(data -> data.text("mimeType"))
                .orElse("");
    }

    /** A result that is one text, which has to be wrapped in an object, is that text. */
    private static String result(JsonObject response) {
        return response.size() == 1 && response.iterator().next().getValue() instanceof String text
                ? text
                : response.encode();
    }
}
