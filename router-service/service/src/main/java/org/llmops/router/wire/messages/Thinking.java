package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a model shall think: OpenAI says it in a word, Anthropic in a budget of tokens, and from version 4.7 of its
 * models on in a word too (platform.claude.com, "Adaptive thinking").
 */
public final class Thinking {
    /** Version, as in {@code claude-opus-4-7}; longer numbers are dates. */
    private static final Pattern VERSION =
            Pattern.compile("(?:opus|sonnet|haiku)-([0-9]{1,2})(?:[-.]([0-9]{1,2}))?(?![0-9])");

    private static final int FIRST_WITHOUT_BUDGET = 407;
    /** Anthropic takes no smaller budget. */
    private static final int SMALLEST = 1024;

    private Thinking() {}

    /**
     * Adds to a request that the model shall think this much. An answer that is bounded so tightly that no thought has
     * room in it is made without.
     */
    public static void add(ObjectNode request, String effort, String model) {
        if (effort.equals("none") || effort.equals("minimal")) {
            return;
        }
        if (takesWords(model)) {
            request.putObject("thinking").put("type", "adaptive");
            request.withObjectProperty("output_config").put("effort", word(effort));
            return;
        }
        long budget = Math.min(budget(effort), request.path("max_tokens").asLong(Long.MAX_VALUE) - 1);
        if (budget >= SMALLEST) {
            request.putObject("thinking").put("type", "enabled").put("budget_tokens", budget);
        }
    }

    private static boolean takesWords(String model) {
        Matcher version = VERSION.matcher(model);
        if (!version.find()) {
            return false;
        }
        int minor = version.group(2) == null ? 0 : Integer.parseInt(version.group(2));
        return Integer.parseInt(version.group(1)) * 100 + minor >= FIRST_WITHOUT_BUDGET;
    }

    private static String word(String effort) {
        return switch (effort) {
            case "low", "high", "xhigh", "max" -> effort;
            default -> "medium";
        };
    }

    private static long budget(String effort) {
        return switch (effort) {
            case "low" -> 1024;
            case "high" -> 4096;
            case "xhigh" -> 8192;
            case "max" -> 16_384;
            default -> 2048;
        };
    }

    /** OpenAI's word for what a request says about thinking; empty when it says nothing, or that there shall be none. */
    static Optional<String> effort(JsonNode thinking, JsonNode outputConfig) {
        if (thinking.path("type").asText().equals("disabled")) {
            return Optional.empty();
        }
        if (outputConfig.path("effort").isTextual()) {
            String effort = outputConfig.path("effort").textValue();
            return Optional.of(effort.equals("max") ? "xhigh" : effort);
        }
        long budget = thinking.path("budget_tokens").asLong();
        return budget == 0
                ? Optional.empty()
                : Optional.of(budget <= 1024 ? "low" : budget <= 2048 ? "medium" : budget <= 8191 ? "high" : "xhigh");
    }
}
