package org.llmops.router.usage;

import com.fasterxml.jackson.databind.JsonNode;
import org.llmops.router.body.TokenUsage;

/** Cohere's counts: what is billed, and what the model saw. */
final class CohereUsage {
    private CohereUsage() {}

    static TokenUsage billed(JsonNode usage, String raw) {
        JsonNode billed = usage.path("billed_units");
        if (!billed.isObject()) {
            return seen(usage, raw);
        }
        return new TokenUsage(
                billed.path("input_tokens").asLong(),
                0,
                0,
                billed.path("output_tokens").asLong(),
                0,
                new Details()
                        .add("input_image_tokens", billed.path("image_tokens"))
                        .add("search_units", billed.path("search_units"))
                        .counts(),
                raw);
    }

    static TokenUsage seen(JsonNode usage, String raw) {
        JsonNode tokens = usage.path("tokens");
        return new TokenUsage(
                tokens.path("input_tokens").asLong(),
                usage.path("cached_tokens").asLong(),
                0,
                tokens.path("output_tokens").asLong(),
                0,
                raw);
    }
}
