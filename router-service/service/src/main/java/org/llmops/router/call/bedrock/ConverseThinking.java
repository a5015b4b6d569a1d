package org.llmops.router.call.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.llmops.router.body.BodyMalformed;
import org.llmops.router.call.hub.ChatRequest;
import org.llmops.router.call.hub.Effort;

/** How much the model shall think: each family of models has its own words, which Converse passes on. */
final class ConverseThinking {
    /** Claude takes no smaller budget. */
    private static final int LEAST_BUDGET = 1024;

    private static final Pattern CLAUDE =
            Pattern.compile("claude-(?:opus|sonnet|haiku)-([0-9]{1,2})(?:-([0-9]{1,2}))?(?:[^0-9]|$)");

    private ConverseThinking() {}

    static void translate(ChatRequest chat, String model, JsonNode inference, ObjectNode additional)
            throws BodyMalformed {
        JsonNode word = chat.take("reasoning_effort");
        JsonNode thinking = chat.take("thinking");
        if (thinking.isObject()) {
            additional.set("thinking", thinking);
            if (!word.isMissingNode() && thinking.path("type").asText().equals("adaptive")) {
                adaptiveEffort(Effort.of(word), additional);
            }
        } else if (!word.isMissingNode()) {
            effort(Effort.of(word), model, inference.path("maxTokens").asInt(), additional);
        }
    }

    private static void effort(Effort effort, String model, int maxTokens, ObjectNode additional) {
        if (model.contains("openai.")) {
            additional.put("reasoning_effort", upToHigh(effort));
        } else if (model.contains("amazon.nova")) {
            ObjectNode reasoning = additional.putObject("reasoningConfig");
            reasoning.put("type", effort == Effort.NONE ? "disabled" : "enabled");
            if (effort != Effort.NONE) {
                reasoning.put("maxReasoningEffort", upToHigh(effort));
            }
        } else if (effort != Effort.NONE && decidesItself(model)) {
            additional.putObject("thinking").put("type", "adaptive");
            adaptiveEffort(effort, additional);
        } else if (effort != Effort.NONE && maxTokens > LEAST_BUDGET) {
            // The budget is part of the bound on the answer. Where that leaves no room, there is no thinking.
            int budget = Math.clamp(effort.budget(), LEAST_BUDGET, maxTokens - 1);
            additional.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        }
    }

    private static void adaptiveEffort(Effort effort, ObjectNode additional) {
        additional
                .putObject("output_config")
                .put("effort", effort == Effort.XHIGH || effort == Effort.MAX ? "max" : upToHigh(effort));
    }

    private static String upToHigh(Effort effort) {
        return switch (effort) {
            case NONE, MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH, XHIGH, MAX -> "high";
        };
    }

    /** From 4.6 on Claude wants an effort instead of a budget. */
    private static boolean decidesItself(String model) {
        Matcher version = CLAUDE.matcher(model);
        if (!version.find()) {
            return false;
        }
        int major = Integer.parseInt(String.valueOf(version.group(1)));
        String minor = version.group(2);
        return major > 4 || major == 4 && minor != null && Integer.parseInt(minor) >= 6;
    }
}
