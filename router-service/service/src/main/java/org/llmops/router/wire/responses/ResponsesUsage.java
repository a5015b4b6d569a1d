package org.llmops.router.wire.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;

/** The {@code usage} of a response. */
final class ResponsesUsage {
    private ResponsesUsage() {}

    static ObjectNode of(TokenUsage usage) {
        ObjectNode told = Json.object().put("input_tokens", usage.input());
        told.putObject("input_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite());
        told.put("output_tokens", usage.output());
        told.putObject("output_tokens_details").put("reasoning_tokens", usage.reasoning());
        return told.put("total_tokens", usage.input() + usage.output());
    }
}
