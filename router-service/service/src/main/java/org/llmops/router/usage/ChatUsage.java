package org.llmops.router.usage;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.llmops.router.body.Json;
import org.llmops.router.body.TokenUsage;

/** Usage as chat completions tell it, whoever counted. */
public final class ChatUsage {
    private ChatUsage() {}

    /** The {@code usage} of a chat completion. */
    public static ObjectNode of(TokenUsage usage) {
        ObjectNode counts = Json.object()
                .put("prompt_tokens", usage.input())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.input() + usage.output());
        ObjectNode input = counts.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite());
        ObjectNode output = counts.putObject("completion_tokens_details").put("reasoning_tokens", usage.reasoning());
        detail(usage, "input_audio_tokens", input, "audio_tokens");
        detail(usage, "input_image_tokens", input, "image_tokens");
        detail(usage, "input_video_tokens", input, "video_tokens");
        detail(usage, "output_audio_tokens", output, "audio_tokens");
        detail(usage, "output_image_tokens", output, "image_tokens");
        return counts;
    }

    private static void detail(TokenUsage usage, String unit, ObjectNode into, String name) {
        Long count = usage.details().get(unit);
        if (count != null) {
            into.put(name, count);
        }
    }

    /** The {@code usage} of embeddings. */
    public static ObjectNode ofEmbeddings(TokenUsage usage) {
        return Json.object().put("prompt_tokens", usage.input()).put("total_tokens", usage.input());
    }
}
