package org.llmops.router.wire.messages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;
import org.llmops.router.usage.UsageFlavour;
import org.llmops.router.usage.UsageReading;

/** The usage of a chat completion as Anthropic counts: what a cache had a part in stands beside the input, not in it. */
final class MessageUsage {
    private MessageUsage() {}

    static ObjectNode ofChat(JsonNode chatUsage) {
        TokenUsage usage = UsageReading.of(UsageFlavour.CHAT, chatUsage);
        return Json.object()
                .put("input_tokens", usage.plainInput())
                .put("cache_creation_input_tokens", usage.cacheWrite())
                .put("cache_read_input_tokens", usage.cacheRead())
                .put("output_tokens", usage.output());
    }
}
