package org.llmops.router.providers;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A model a provider serves.
 *
 * @param id as the provider calls it
 * @param contextWindow tokens of input and output together; 0 when unknown
 * @param maxOutputTokens tokens it can answer with at most; 0 when unknown
 * @param displayName for people
 * @param capabilities what it is able to do beyond text; null when nobody said, so that nothing is ruled out
 */
public record ProviderModel(
        String id,
        long contextWindow,
        long maxOutputTokens,
        @Nullable String displayName,
        @Nullable List<Capability> capabilities) {
    public ProviderModel {
        capabilities = capabilities == null ? null : List.copyOf(capabilities);
    }

    public ProviderModel(String id, long contextWindow, long maxOutputTokens) {
        this(id, contextWindow, maxOutputTokens, null, null);
    }

    /** What of this it is known to be unable to do. */
    public Set<Capability> lacks(Set<Capability> needs) {
        if (capabilities == null || needs.isEmpty()) {
            return Set.of();
        }
        Set<Capability> lacking = EnumSet.copyOf(needs);
        capabilities.forEach(lacking::remove);
        return lacking;
    }
}
