package org.llmops.router.call.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.call.hub.Effort;

/** How much the model shall think: a budget, from the third generation on a level. */
final class Thinking {
    private static final int AS_IT_LIKES = -1;

    private Thinking() {}

    static void translate(ChatRequest chat, String model, ObjectNode config) throws BodyMalformed {
        JsonNode effort = chat.take("reasoning_effort");
        JsonNode thinking = chat.take("thinking");
        if (thinking.isObject()) {
            ObjectNode wanted = config.putObject("thinkingConfig");
            switch (thinking.path("type").asText()) {
                case "disabled" -> wanted.put("thinkingBudget", 0);
                case "adaptive" -> wanted.put("thinkingBudget", AS_IT_LIKES).put("includeThoughts", true);
                default ->
                    wanted.put("thinkingBudget", thinking.path("budget_tokens").asInt(AS_IT_LIKES))
                            .put("includeThoughts", true);
            }
        } else if (!effort.isMissingNode()) {
            effort(Effort.of(effort), model, config.putObject("thinkingConfig"));
        }
    }

    private static void effort(Effort effort, String model, ObjectNode wanted) {
        if (hasLevels(model)) {
            wanted.put("thinkingLevel", level(effort, model.contains("flash")))
                    .put("includeThoughts", effort != Effort.NONE);
        } else {
            wanted.put("thinkingBudget", effort.budget());
            if (effort != Effort.NONE) {
                wanted.put("includeThoughts", true);
            }
        }
    }

    static boolean hasLevels(String model) {
        return model.contains("gemini-3");
    }

    /** Google's table for its OpenAI-compatible surface: Pro models know two levels, Flash models four. */
    private static String level(Effort effort, boolean flash) {
        return switch (effort) {
            case NONE, MINIMAL -> flash ? "minimal" : "low";
            case LOW -> "low";
            case MEDIUM -> flash ? "medium" : "high";
            case HIGH, XHIGH, MAX -> "high";
        };
    }
}
