package org.llmops.cost.rollups;

import java.util.List;

/**
 * What is added up over entries of the ledger. Corrections add money and tokens, and no requests.
 *
 * @param answered requests that were answered in full
 * @param cached requests that were answered from the suite's own cache
 * @param unpriced requests whose model the price book did not know when they were entered: they cost more than is shown
 * @param estimated requests whose usage no provider told
 * @param inputTokens all input, cached included
 * @param costNanoUsd what providers are paid
 * @param avoidedNanoUsd what the answers from the suite's cache would have cost
 * @param providerCacheNanoUsd what providers' own caches saved, less what writing to them cost
 * @param conversationNanoUsd of the cost: calls that are part of a conversation
 */
public record Sums(
        long requests,
        long answered,
        long cached,
        long unpriced,
        long estimated,
        long inputTokens,
        long cacheReadTokens,
        long cacheWriteTokens,
        long outputTokens,
        long reasoningTokens,
        long costNanoUsd,
        long avoidedNanoUsd,
        long providerCacheNanoUsd,
        long conversationNanoUsd) {
    public static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** The columns of the tables of sums, in the order of the components. */
    public static final List<String> COLUMNS = List.of(
            "requests",
            "answered",
            "cached",
            "unpriced",
            "estimated",
            "input_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "output_tokens",
            "reasoning_tokens",
            "cost_nano_usd",
            "avoided_nano_usd",
            "provider_cache_nano_usd",
            "conversation_nano_usd");

    /** @throws ArithmeticException when an amount leaves its range */
    public Sums plus(Sums other) {
        return new Sums(
                requests + other.requests,
                answered + other.answered,
                cached + other.cached,
                unpriced + other.unpriced,
                estimated + other.estimated,
                Math.addExact(inputTokens, other.inputTokens),
                Math.addExact(cacheReadTokens, other.cacheReadTokens),
                Math.addExact(cacheWriteTokens, other.cacheWriteTokens),
                Math.addExact(outputTokens, other.outputTokens),
                Math.addExact(reasoningTokens, other.reasoningTokens),
                Math.addExact(costNanoUsd, other.costNanoUsd),
                Math.addExact(avoidedNanoUsd, other.avoidedNanoUsd),
                Math.addExact(providerCacheNanoUsd, other.providerCacheNanoUsd),
                Math.addExact(conversationNanoUsd, other.conversationNanoUsd));
    }

    /** What is left of all when another part is taken away. */
    public Sums minus(Sums part) {
        return plus(new Sums(
                -part.requests,
                -part.answered,
                -part.cached,
                -part.unpriced,
                -part.estimated,
                -part.inputTokens,
                -part.cacheReadTokens,
                -part.cacheWriteTokens,
                -part.outputTokens,
                -part.reasoningTokens,
                -part.costNanoUsd,
                -part.avoidedNanoUsd,
                -part.providerCacheNanoUsd,
                -part.conversationNanoUsd));
    }
}
