package org.llmops.guardrail.custom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.llmops.guardrail.detecting.Scene;

/**
 * What a detector over HTTP is asked:
 * {@code {"detector", "texts": [{"id", "text"}], "scene": {"workspace", "direction", "source", "attributes", "around"}}}.
 */
final class Question {
    /** Names the one text of a question. */
    static final String TEXT_ID = "0";

    private static final ObjectMapper JSON = new ObjectMapper();

    private Question() {}

    static String of(Registered detector, Scene scene, String text) {
        ObjectNode question =
                JSON.createObjectNode().put("detector", detector.name().value());
        question.putArray("texts").addObject().put("id", TEXT_ID).put("text", text);
        ObjectNode around = question.putObject("scene")
                .put("workspace", scene.workspace().value())
                .put("direction", scene.outgoing() ? "output" : "input")
                .put("source", scene.source().name().toLowerCase(Locale.ROOT));
        ObjectNode attributes = around.putObject("attributes");
        scene.attributes().forEach(attributes::put);
        if (detector.terms().sendsAround()) {
            ArrayNode texts = around.putArray("around");
            scene.around()
                    .forEach(other -> texts.addObject()
                            .put("source", other.source().name().toLowerCase(Locale.ROOT))
                            .put("text", other.text()));
        }
        try {
            return JSON.writeValueAsString(question);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts can be written as JSON", impossible);
        }
    }
}
