package org.llmops.router.body;

import java.util.Map;

/**
 * Token counts in one meaning for every provider: parts of a count are included in it.
 *
 * @param input all input, cached included
 * @param cacheRead of the input: read from the provider's cache
 * @param cacheWrite of the input: written to the provider's cache
 * @param output all output, reasoning included
 * @param reasoning of the output: reasoning
 * @param details units that have a price of their own, by name: {@code input_audio_tokens}, {@code output_image_tokens},
 *     {@code cache_write_1h_tokens}, {@code web_searches}, …; tokens among them are parts of the counts above
 * @param raw the provider's own words, JSON
 */
public record TokenUsage(
        long input,
        long cacheRead,
        long cacheWrite,
        long output,
        long reasoning,
        Map<String, Long> details,
        String raw) {
    /** Providers are strangers: counts that contradict each other are cut to what can be. */
    public TokenUsage {
        input = Math.max(0, input);
        output = Math.max(0, output);
        cacheRead = Math.clamp(cacheRead, 0, input);
        cacheWrite = Math.clamp(cacheWrite, 0, input - cacheRead);
        reasoning = Math.clamp(reasoning, 0, output);
        details = Map.copyOf(details);
    }

    public TokenUsage(long input, long cacheRead, long cacheWrite, long output, long reasoning, String raw) {
        this(input, cacheRead, cacheWrite, output, reasoning, Map.of(), raw);
    }

    /** The same with no less output than this. */
    public TokenUsage atLeast(long leastOutput) {
        return new TokenUsage(input, cacheRead, cacheWrite, Math.max(output, leastOutput), reasoning, details, raw);
    }

    /** Input that no cache had a part in. */
    public long plainInput() {
        return input - cacheRead - cacheWrite;
    }
}
