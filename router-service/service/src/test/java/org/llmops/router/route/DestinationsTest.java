package org.llmops.router.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Target;
import org.llmops.router.providers.Credential;
import org.llmops.router.providers.Dialect;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.ProviderModel;
import org.llmops.router.routes.RouteVersion;
import org.llmops.router.routes.document.RouteTarget;
import org.llmops.router.snapshot.Configuration;

class DestinationsTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private final Configuration configuration = Configuration.of(
            ACME,
            List.of(
                    provider("one", "small", "meta/llama"),
                    provider("two", "small", "large"),
                    provider("meta", "other")),
            List.of(new RouteVersion(
                    "best",
                    4,
                    List.of(
                            new RouteTarget("two", "large", Duration.ofSeconds(3)),
                            new RouteTarget("one", "small", null)),
                    Duration.ofMinutes(1))));

    @ParameterizedTest
    @CsvSource({
        "small, one/small", // the provider that was there first
        "large, two/large",
        "two/small, two/small",
        "meta/llama, one/meta/llama", // a model's name may hold a slash, even behind another provider's name
        "one/meta/llama, one/meta/llama"
    })
    void findsTheModelAClientMeans(String written, String target) {
        assertThat(Destinations.model(configuration, written)).map(Target::name).contains(target);
        assertThat(Destinations.route(configuration, written)).isEmpty();
    }

    @Test
    void aRouteIsNamedWithItsKind() {
        assertThat(Destinations.route(configuration, "route:best"))
                .map(RouteVersion::version)
                .contains(4);
        assertThat(Destinations.model(configuration, "route:best")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"best", "route:none", "one/large", "three/small", "", "/", "route:"})
    void knowsWhatLeadsNowhere(String written) {
        assertThat(Destinations.model(configuration, written)).isEmpty();
        assertThat(Destinations.route(configuration, written)).isEmpty();
    }

    private static Provider provider(String name, String... models) {
        List<ProviderModel> known =
                List.of(models).stream().map(id -> new ProviderModel(id, 0, 0)).toList();
        return new Provider(ACME, name, name, Dialect.OPENAI, URI.create("https://x/v1"), Credential.none(), known);
    }
}
