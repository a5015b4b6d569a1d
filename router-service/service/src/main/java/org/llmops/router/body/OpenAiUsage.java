package org.llmops.router.body;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the usage of OpenAI and of those who imitate it. Each spells something its own way: DeepSeek its cache hits
 * ({@code prompt_cache_hit_tokens}), Moonshot and Together theirs ({@code cached_tokens}), xAI once
 * ({@code cached_prompt_text_tokens}); Perplexity its reasoning ({@code reasoning_tokens}) and its searches, OpenRouter too.
 */
public final class OpenAiUsage {
    private OpenAiUsage() {}

    /** The usage of a chat completion, a completion or of embeddings. */
    public static TokenUsage ofChat(JsonNode usage) {
        JsonNode input = usage.path("prompt_tokens_details");
        JsonNode output = usage.path("completion_tokens_details");
        long reasoning = first(output.path("reasoning_tokens"), usage.path("reasoning_tokens"));
        return new TokenUsage(
                usage.path("prompt_tokens").asLong(),
                first(
                        input.path("cached_tokens"),
                        usage.path("prompt_cache_hit_tokens"),
                        usage.path("cached_tokens"),
                        usage.path("cached_prompt_text_tokens")),
                input.path("cache_write_tokens").asLong(),
                output(usage, reasoning),
                reasoning,
                details(usage, input, output),
                usage.toString());
    }

    /** xAI counts reasoning beside the completion, and charges both; the total tells. */
    private static long output(JsonNode usage, long reasoning) {
        long input = usage.path("prompt_tokens").asLong();
        long output = usage.path("completion_tokens").asLong();
        boolean beside = reasoning > 0 && usage.path("total_tokens").asLong() == input + output + reasoning;
        return beside ? output + reasoning : output;
    }

    /** The usage of a response. */
    public static TokenUsage ofResponse(JsonNode usage) {
        JsonNode input = usage.path("input_tokens_details");
        JsonNode output = usage.path("output_tokens_details");
        return new TokenUsage(
                usage.path("input_tokens").asLong(),
                input.path("cached_tokens").asLong(),
                input.path("cache_write_tokens").asLong(),
                usage.path("output_tokens").asLong(),
                output.path("reasoning_tokens").asLong(),
                details(usage, input, output),
                usage.toString());
    }

    private static Map<String, Long> details(JsonNode usage, JsonNode input, JsonNode output) {
        Map<String, Long> details = new LinkedHashMap<>(4);
        put(details, "input_audio_tokens", input.path("audio_tokens"));
        put(details, "input_image_tokens", input.path("image_tokens"));
        put(details, "input_video_tokens", input.path("video_tokens"));
        put(details, "output_audio_tokens", output.path("audio_tokens"));
        put(details, "output_image_tokens", output.path("image_tokens"));
        put(details, "web_searches", usage.path("num_search_queries"));
        put(details, "web_searches", usage.at("/server_tool_use/web_search_requests"));
        return details;
    }

    private static void put(Map<String, Long> details, String name, JsonNode count) {
        if (count.asLong() > 0) {
            details.put(name, count.asLong());
        }
    }

    private static long first(JsonNode... counts) {
        for (JsonNode count : counts) {
            if (count.asLong() > 0) {
                return count.asLong();
            }
        }
        return 0;
    }
}
