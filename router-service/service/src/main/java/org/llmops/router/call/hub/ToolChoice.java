package org.llmops.router.call.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.llmops.router.body.BodyMalformed;

/**
 * Whether the model shall call tools, and which.
 *
 * @param names the only ones it may call; empty: any
 */
public record ToolChoice(Mode mode, List<String> names) {
    public ToolChoice {
        names = List.copyOf(names);
    }

    /** How free the model is. */
    public enum Mode {
        /** The client said nothing. */
        UNSAID,
        AUTO,
        NONE,
        REQUIRED
    }

    /** @param choice what {@code tool_choice} says, or {@code function_call}, its name before 2023-11 */
    public static ToolChoice of(JsonNode choice) throws BodyMalformed {
        if (choice.isMissingNode()) {
            return new ToolChoice(Mode.UNSAID, List.of());
        }
        if (choice.isTextual()) {
            return new ToolChoice(mode(choice.textValue()), List.of());
        }
        if (choice.path("type").asText().equals("allowed_tools")) {
            JsonNode allowed = choice.path("allowed_tools");
            List<String> names = new ArrayList<>();
            allowed.path("tools")
                    .forEach(
                            tool -> names.add(tool.path("function").path("name").asText()));
            return new ToolChoice(mode(allowed.path("mode").asText()), names);
        }
        JsonNode name = choice.has("function") ? choice.path("function").path("name") : choice.path("name");
        if (!name.isTextual()) {
            throw new BodyMalformed("tool_choice", "'tool_choice' must be a word or name a function.");
        }
        return new ToolChoice(Mode.REQUIRED, List.of(name.textValue()));
    }

    private static Mode mode(String word) throws BodyMalformed {
        return switch (word) {
            case "auto" -> Mode.AUTO;
            case "none" -> Mode.NONE;
            case "required", "any" -> Mode.REQUIRED;
            default -> throw new BodyMalformed("tool_choice", "'tool_choice' must be auto, none or required.");
        };
    }
}
