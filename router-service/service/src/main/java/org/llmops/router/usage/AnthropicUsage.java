package org.llmops.router.usage;

import com.fasterxml.jackson.databind.JsonNode;
import org.llmops.router.body.TokenUsage;

/** Anthropic's counts: what a cache had a part in is counted apart from the input. */
final class AnthropicUsage {
    private AnthropicUsage() {}

    static TokenUsage messages(JsonNode usage, String raw) {
        long read = usage.path("cache_read_input_tokens").asLong();
        long written = usage.path("cache_creation_input_tokens").asLong();
        JsonNode lifetimes = usage.path("cache_creation");
        JsonNode tools = usage.path("server_tool_use");
        return new TokenUsage(
                usage.path("input_tokens").asLong() + read + written,
                read,
                written,
                usage.path("output_tokens").asLong(),
                usage.path("output_tokens_details").path("thinking_tokens").asLong(),
                new Details()
                        .add("cache_write_5m_tokens", lifetimes.path("ephemeral_5m_input_tokens"))
                        .add("cache_write_1h_tokens", lifetimes.path("ephemeral_1h_input_tokens"))
                        .add("web_searches", tools.path("web_search_requests"))
                        .counts(),
                raw);
    }
}
