package org.llmops.router.providers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider as REST shows it: nobody can read its credential back.
 *
 * @param hasCredential whether it has one
 */
record ProviderView(
        String name,
        Dialect dialect,
        String baseUrl,
        boolean hasCredential,
        String priceBookProvider,
        List<Model> models,
        Instant createdAt,
        String changedBy,
        Instant changedAt) {
    static ProviderView of(StoredProvider provider) {
        return new ProviderView(
                provider.name(),
                provider.dialect(),
                provider.baseUrl().toString(),
                provider.hasCredential(),
                provider.priceBookProvider(),
                provider.models().stream().map(Model::of).toList(),
                provider.createdAt(),
                provider.changedBy(),
                provider.changedAt());
    }

    /** A model, with what is known of it. */
    record Model(
            String id,
            @Nullable Long contextWindow,
            @Nullable Long maxOutputTokens,
            @Nullable String displayName,
            @Nullable List<Capability> capabilities) {
        private static Model of(ProviderModel model) {
            return new Model(
                    model.id(),
                    known(model.contextWindow()),
                    known(model.maxOutputTokens()),
                    model.displayName(),
                    model.capabilities());
        }

        private static @Nullable Long known(long count) {
            return count == 0 ? null : count;
        }
    }
}
