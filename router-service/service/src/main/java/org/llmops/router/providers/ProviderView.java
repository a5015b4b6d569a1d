package org.llmops.router.providers;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider as REST shows it: nobody can read its credential back.
 *
 * @param hasCredential whether it has any
 * @param maxConcurrency null: as many calls as come
 * @param surfaces what of OpenAI's API it serves itself; null: it speaks another dialect
 */
record ProviderView(
        String name,
        Dialect dialect,
        String baseUrl,
        boolean hasCredential,
        String priceBookProvider,
        List<Model> models,
        @Nullable Integer maxConcurrency,
        @Nullable Integer maxQueue,
        @Nullable Integer maxQueueMs,
        @Nullable List<Surface> surfaces,
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
                limit(provider, provider.capacity().maxConcurrency()),
                limit(provider, provider.capacity().maxQueue()),
                limit(provider, (int) provider.capacity().maxWait().toMillis()),
                Surface.isMatterFor(provider.dialect())
                        ? provider.surfaces().stream().sorted().toList()
                        : null,
                provider.createdAt(),
                provider.changedBy(),
                provider.changedAt());
    }

    private static @Nullable Integer limit(StoredProvider provider, int value) {
        return provider.capacity().isLimited() ? value : null;
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
