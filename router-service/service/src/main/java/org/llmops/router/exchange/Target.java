package org.llmops.router.exchange;

import java.util.Set;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.providers.Timeouts;
import org.llmops.router.routes.document.Params;

/**
 * One model of one provider.
 *
 * @param params members that a request gets on its way there
 */
public record Target(Provider provider, ProviderModel model, Timeouts timeouts, Params params) {
    /** Everything as the router's settings and the client say. */
    public Target(Provider provider, ProviderModel model) {
        this(provider, model, Timeouts.DEFAULT, Params.NONE);
    }

    /** Of its name alone, which nearly tells targets apart: every call looks some up. */
    @Override
    public int hashCode() {
        return 31 * provider.name().hashCode() + model.id().hashCode();
    }

    /** This target, spoken to with that credential. */
    public Target using(Credential credential) {
        Provider chosen = provider.using(credential);
        return chosen == provider ? this : new Target(chosen, model, timeouts, params);
    }

    /** All it may be called by. */
    public Set<String> names() {
        return Set.of(name(), model.id());
    }

    /** How people write it: {@code <provider>/<model>}. */
    public String name() {
        return provider.name() + "/" + model.id();
    }
}
