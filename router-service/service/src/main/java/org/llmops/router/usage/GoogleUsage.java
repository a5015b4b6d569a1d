package org.llmops.router.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.llmops.router.body.TokenUsage;

/** Google's counts: thoughts beside the candidates' tokens, and what tools brought in beside the prompt's. */
final class GoogleUsage {
    /** Pages of documents are counted, and priced, as the images they are turned into. */
    private static final Map<String, String> MODALITIES =
            Map.of("TEXT", "text", "AUDIO", "audio", "IMAGE", "image", "DOCUMENT", "image", "VIDEO", "video");

    private GoogleUsage() {}

    static TokenUsage generate(JsonNode usage, String raw) {
        long byTools = usage.path("toolUsePromptTokenCount").asLong();
        long thoughts = usage.path("thoughtsTokenCount").asLong();
        Details details = new Details().add("input_tool_tokens", byTools);
        modalities(details, usage.path("promptTokensDetails"), "input_", "_tokens");
        modalities(details, usage.path("toolUsePromptTokensDetails"), "input_", "_tokens");
        modalities(details, usage.path("toolUsePromptTokensDetails"), "input_", "_tool_tokens");
        modalities(details, usage.path("cacheTokensDetails"), "cache_", "_read_tokens");
        modalities(details, usage.path("candidatesTokensDetails"), "output_", "_tokens");
        return new TokenUsage(
                usage.path("promptTokenCount").asLong() + byTools,
                usage.path("cachedContentTokenCount").asLong(),
                0,
                usage.path("candidatesTokenCount").asLong() + thoughts,
                thoughts,
                details.counts(),
                raw);
    }

    private static void modalities(Details details, JsonNode counts, String before, String after) {
        for (JsonNode count : counts) {
            String modality = MODALITIES.get(count.path("modality").asText());
            if (modality != null) {
                details.add(before + modality + after, count.path("tokenCount"));
            }
        }
    }
}
