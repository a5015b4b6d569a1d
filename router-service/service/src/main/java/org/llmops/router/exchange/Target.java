package org.llmops.router.exchange;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;

/**
 * One model of one provider.
 *
 * @param timeout of one attempt from start to end; null: the router's default
 */
public record Target(
        Provider provider, ProviderModel model, @Nullable Duration timeout) {
    /** How people write it: {@code <provider>/<model>}. */
    public String name() {
        return provider.name() + "/" + model.id();
    }
}
