package org.llmops.router.usage;

import com.fasterxml.jackson.databind.JsonNode;
import org.llmops.router.body.TokenUsage;

/** Bedrock's counts: what a cache had a part in is counted apart from the input. */
final class AwsUsage {
    private AwsUsage() {}

    static TokenUsage converse(JsonNode usage, String raw) {
        long read = usage.path("cacheReadInputTokens").asLong();
        long written = usage.path("cacheWriteInputTokens").asLong();
        Details details = new Details();
        for (JsonNode entry : usage.path("cacheDetails")) {
            if (entry.path("ttl").asText().equals("1h")) {
                details.add("cache_write_1h_tokens", entry.path("inputTokens"));
            }
        }
        return new TokenUsage(
                usage.path("inputTokens").asLong() + read + written,
                read,
                written,
                usage.path("outputTokens").asLong(),
                0,
                details.counts(),
                raw);
    }
}
