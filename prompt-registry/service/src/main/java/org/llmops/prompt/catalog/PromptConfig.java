package org.llmops.prompt.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import org.llmops.prompt.PromptProblem;
import org.llmops.prompt.template.StorableText;

/**
 * The model settings an author recommends. The registry stores them and does not interpret them.
 *
 * @param json a JSON object, at most 16 KiB of UTF-8
 */
public record PromptConfig(String json) {
    private static final int MAX_BYTES = 16 * 1024;

    public PromptConfig {
        if (!StorableText.isStorable(json)) {
            throw PromptProblem.VERSION_MALFORMED.at("config", "Give whole Unicode characters");
        }
        if (json.getBytes(UTF_8).length > MAX_BYTES) {
            throw PromptProblem.CONFIG_TOO_LARGE.at("config", "At most %d bytes of JSON".formatted(MAX_BYTES));
        }
    }

    public static PromptConfig of(JsonNode config) {
        if (!config.isObject()) {
            throw PromptProblem.VERSION_MALFORMED.at("config", "Give a JSON object, such as {\"temperature\": 0.2}");
        }
        return new PromptConfig(config.toString());
    }
}
