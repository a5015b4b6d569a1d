package org.llmops.cost.ledger;

import org.llmops.cost.pricing.TokenUsage;

/**
 * Token counts, or the difference between two of them: then they may be negative.
 *
 * @param input all input, cached included
 * @param cacheRead of the input: read from the provider's cache
 * @param cacheWrite of the input: written to the provider's cache
 * @param output all output, reasoning included
 * @param reasoning of the output: reasoning
 */
public record TokenCounts(long input, long cacheRead, long cacheWrite, long output, long reasoning) {
    public static final TokenCounts NONE = new TokenCounts(0, 0, 0, 0, 0);

    public static TokenCounts of(TokenUsage usage) {
        return new TokenCounts(usage.input(), usage.cacheRead(), usage.cacheWrite(), usage.output(), usage.reasoning());
    }

    public TokenCounts plus(TokenCounts other) {
        return new TokenCounts(
                Math.addExact(input, other.input),
                Math.addExact(cacheRead, other.cacheRead),
                Math.addExact(cacheWrite, other.cacheWrite),
                Math.addExact(output, other.output),
                Math.addExact(reasoning, other.reasoning));
    }

    public TokenCounts minus(TokenCounts other) {
        return plus(
                new TokenCounts(-other.input, -other.cacheRead, -other.cacheWrite, -other.output, -other.reasoning));
    }

    /** What a call used. */
    public TokenUsage usage() {
        return new TokenUsage(input, cacheRead, cacheWrite, output, reasoning);
    }
}
