package org.llmops.guardrail.topics;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.detecting.Parameters;

/** Reads the topics that a policy describes: names, each with a few examples or words. */
final class Topics {
    static final int MAX_TOPICS = 50;
    static final int MAX_EXAMPLES = 100;
    static final int MAX_EXAMPLE = 1000;

    private static final int MAX_NAME = 40;

    private Topics() {}

    /** Empty when the parameter is absent. */
    static List<Topic> of(Parameters parameters, String name) {
        JsonNode given = parameters.json(name);
        List<Topic> topics = new ArrayList<>();
        if (given == null) {
            return topics;
        }
        boolean fits = given.isObject() && !given.isEmpty() && given.size() <= MAX_TOPICS;
        for (Map.Entry<String, JsonNode> entry : given.properties()) {
            fits &= isName(entry.getKey()) && areExamples(entry.getValue());
            if (!fits) {
                break;
            }
            List<String> texts =
                    entry.getValue().valueStream().map(JsonNode::asText).toList();
            Topic topic = new Topic(entry.getKey(), texts, WordVectors.own());
            if (!topic.isDescribed()) {
                return parameters.fault(
                        name, "Examples of '" + entry.getKey() + "' that say more than common words", topics);
            }
            topics.add(topic);
        }
        return fits
                ? topics
                : parameters.fault(
                        name,
                        "An object of up to " + MAX_TOPICS
                                + " topics, named in a-z, 0-9 and dashes, each a list of up to " + MAX_EXAMPLES
                                + " examples of 1 to " + MAX_EXAMPLE + " characters",
                        topics);
    }

    private static boolean areExamples(JsonNode value) {
        return value.isArray()
                && !value.isEmpty()
                && value.size() <= MAX_EXAMPLES
                && value.valueStream()
                        .allMatch(text -> text.isTextual()
                                && !text.asText().isBlank()
                                && text.asText().length() <= MAX_EXAMPLE);
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME
                && name.chars()
                        .allMatch(letter ->
                                letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9' || letter == '-');
    }
}
