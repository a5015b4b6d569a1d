package org.llmops.cost.pricing;

/**
 * Token counts in one meaning for every provider.
 *
 * @param input all input, cached included
 * @param cacheRead of the input: read from the provider's cache
 * @param cacheWrite of the input: written to the provider's cache
 * @param output all output, reasoning included
 * @param reasoning of the output: reasoning
 */
public record TokenUsage(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
    /** More than any model can process in one call; keeps every sum and every cost within a long. */
    private static final long MOST = 1_000_000_000_000L;

    public TokenUsage {
        requireCount(input);
        requireCount(cacheRead);
        requireCount(cacheWrite);
        requireCount(output);
        requireCount(reasoning);
        if (cacheRead + cacheWrite > input) {
            throw new IllegalArgumentException("Cached tokens are part of the input, and here exceed it");
        }
    }

    public boolean isEmpty() {
        return input == 0 && output == 0;
    }

    private static void requireCount(long count) {
        if (count < 0 || count > MOST) {
            throw new IllegalArgumentException("A token count is 0 to " + MOST + ", not " + count);
        }
    }
}
