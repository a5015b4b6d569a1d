package org.llmops.router.usage;

import com.fasterxml.jackson.databind.JsonNode;
import org.llmops.router.body.TokenUsage;

/** OpenAI's counts: parts are included in what they are parts of. */
final class OpenAiUsage {
    private OpenAiUsage() {}

    static TokenUsage chat(JsonNode usage, String raw) {
        return chat(usage, isReasoningApart(usage) ? reasoning(usage) : 0, raw);
    }

    /** The total tells whether reasoning is part of the completion, or stands beside it as with xAI. */
    private static boolean isReasoningApart(JsonNode usage) {
        long counted = usage.path("prompt_tokens").asLong()
                + usage.path("completion_tokens").asLong();
        return reasoning(usage) > 0 && usage.path("total_tokens").asLong() == counted + reasoning(usage);
    }

    static TokenUsage reasoningApart(JsonNode usage, String raw) {
        return chat(usage, reasoning(usage), raw);
    }

    private static TokenUsage chat(JsonNode usage, long besideCompletion, String raw) {
        JsonNode input = usage.path("prompt_tokens_details");
        JsonNode output = usage.path("completion_tokens_details");
        return new TokenUsage(
                usage.path("prompt_tokens").asLong(),
                cached(usage, input),
                input.path("cache_write_tokens").asLong(),
                usage.path("completion_tokens").asLong() + besideCompletion,
                reasoning(usage),
                new Details()
                        .add("input_audio_tokens", input.path("audio_tokens"))
                        .add("input_image_tokens", input.path("image_tokens"))
                        .add("input_video_tokens", input.path("video_tokens"))
                        .add("output_audio_tokens", output.path("audio_tokens"))
                        .add("output_image_tokens", output.path("image_tokens"))
                        .counts(),
                raw);
    }

    private static long reasoning(JsonNode usage) {
        return usage.path("completion_tokens_details").path("reasoning_tokens").asLong();
    }

    /** Moonshot and DeepSeek have members of their own for what OpenAI tells among the details. */
    private static long cached(JsonNode usage, JsonNode details) {
        for (JsonNode told : new JsonNode[] {
            details.path("cached_tokens"),
            usage.path("cached_tokens"),
            usage.path("prompt_cache_hit_tokens"),
            usage.path("cached_prompt_text_tokens")
        }) {
            if (told.asLong() > 0) {
                return told.asLong();
            }
        }
        return 0;
    }

    static TokenUsage embeddings(JsonNode usage, String raw) {
        return new TokenUsage(usage.path("prompt_tokens").asLong(), 0, 0, 0, 0, raw);
    }

    static TokenUsage responses(JsonNode usage, String raw) {
        JsonNode input = usage.path("input_tokens_details");
        return new TokenUsage(
                usage.path("input_tokens").asLong(),
                input.path("cached_tokens").asLong(),
                input.path("cache_write_tokens").asLong(),
                usage.path("output_tokens").asLong(),
                usage.path("output_tokens_details").path("reasoning_tokens").asLong(),
                new Details()
                        .add("input_audio_tokens", input.path("audio_tokens"))
                        .add("input_image_tokens", input.path("image_tokens"))
                        .add("output_audio_tokens", usage.at("/output_tokens_details/audio_tokens"))
                        .add("output_image_tokens", usage.at("/output_tokens_details/image_tokens"))
                        .counts(),
                raw);
    }
}
