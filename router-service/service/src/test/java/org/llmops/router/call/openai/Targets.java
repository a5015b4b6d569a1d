package org.llmops.router.call.openai;

import java.net.URI;
import java.util.List;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Dialect;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;

/** Targets at certain addresses. */
final class Targets {
    private Targets() {}

    static Target of(String baseUrl, String model) {
        Dialect dialect = baseUrl.contains(".azure.com") ? Dialect.AZURE : Dialect.OPENAI;
        return of(dialect, baseUrl, model);
    }

    static Target of(Dialect dialect, String baseUrl, String model) {
        ProviderModel served = new ProviderModel(model, 0, 0);
        Provider provider = new Provider(
                new WorkspaceId("acme"),
                "p",
                "openai",
                dialect,
                URI.create(baseUrl),
                Credential.of("sk"),
                List.of(served));
        return new Target(provider, served);
    }
}
