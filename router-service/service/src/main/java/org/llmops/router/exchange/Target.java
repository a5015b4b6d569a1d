package org.llmops.router.exchange;

import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.providers.Timeouts;

/** One model of one provider. */
public record Target(Provider provider, ProviderModel model, Timeouts timeouts) {
    /** Everything as the router's settings say. */
    public Target(Provider provider, ProviderModel model) {
        this(provider, model, Timeouts.DEFAULT);
    }

    /** This target, spoken to with that credential. */
    public Target using(Credential credential) {
        Provider chosen = provider.using(credential);
        return chosen == provider ? this : new Target(chosen, model, timeouts);
    }

    /** How people write it: {@code <provider>/<model>}. */
    public String name() {
        return provider.name() + "/" + model.id();
    }
}
