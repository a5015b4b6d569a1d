package org.llmops.router.providers;

import org.jspecify.annotations.Nullable;

/**
 * A model a provider serves.
 *
 * @param id as the provider calls it
 * @param contextWindow tokens of input and output together; 0 when unknown
 * @param maxOutputTokens tokens it can answer with at most; 0 when unknown
 * @param displayName for people
 */
public record ProviderModel(
        String id,
        long contextWindow,
        long maxOutputTokens,
        @Nullable String displayName) {
    public ProviderModel(String id, long contextWindow, long maxOutputTokens) {
        this(id, contextWindow, maxOutputTokens, null);
    }
}
