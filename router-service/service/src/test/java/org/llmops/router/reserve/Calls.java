package org.llmops.router.reserve;

import java.net.URI;
import java.util.List;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Dialect;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;

/** What calls of these tests go to. */
final class Calls {
    static final Target TARGET = new Target(
            new Provider(
                    new WorkspaceId("acme"),
                    "zoo",
                    "zoo",
                    Dialect.OPENAI,
                    URI.create("https://zoo.example/v1"),
                    Credential.none(),
                    List.of()),
            new ProviderModel("ant", 0, 0));

    private Calls() {}
}
