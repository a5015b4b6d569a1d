package org.llmops.router.providers;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.providers.ProviderCredential.State;

class CredentialRotationTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger drawn = new AtomicInteger();
    private final CredentialRotation rotation =
            new CredentialRotation(nanos::get, bound -> Math.floorMod(drawn.getAndIncrement(), bound));
    private final ProviderCredential a = credential("a", 1, State.ACTIVE, 0);
    private final ProviderCredential b = credential("b", 3, State.ACTIVE, 0);
    private final Provider both = provider("acme", a, b);

    @Test
    void drawsByWeight() {
        Map<String, Integer> uses = new HashMap<>();
        for (int i = 0; i < 400; i++) {
            uses.merge(choose(both, "m"), 1, Integer::sum);
        }

        assertThat(uses).isEqualTo(Map.of("a", 100, "b", 300));
    }

    @Test
    void usesNoCredentialWhereNoneIsAskedFor() {
        assertThat(rotation.choose(provider("acme"), "m", Set.of())).contains(ProviderCredential.NONE);
        assertThat(rotation.choose(provider("acme"), "m", Set.of(""))).isEmpty();
    }

    @Test
    void neverCallsWithoutACredentialWhereThereShouldBeOne() {
        for (State state : List.of(State.RETIRED, State.LOCKED, State.AWAY)) {
            assertThat(rotation.choose(provider("acme", credential("a", 1, state, 0)), "m", Set.of()))
                    .isEmpty();
        }
    }

    @Test
    void prefersOthersWhileOneRestsButUsesItWhenThereIsNoOther() {
        rotation.limited(both, "m", a, Duration.ofSeconds(5));
        for (int i = 0; i < 10; i++) {
            assertThat(choose(both, "m")).isEqualTo("b");
        }
        assertThat(rotation.hasRested(both, "m", Set.of("b"))).isFalse();
        assertThat(rotation.coolingFor(both, a)).isEqualTo(Duration.ofSeconds(5));

        rotation.limited(both, "m", b, Duration.ofSeconds(9));
        assertThat(choose(both, "m")).isEqualTo("a");
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(rotation.hasRested(both, "m", Set.of("b"))).isTrue();
    }

    @Test
    void aLimitOfOneModelIsNoneOfAnother() {
        rotation.limited(both, "m", b, Duration.ofSeconds(5));

        drawn.set(1);
        assertThat(choose(both, "other")).isEqualTo("b");
    }

    @Test
    void aRefusedCredentialIsOutOfUseAtOnceAndToldOnce() {
        assertThat(rotation.refused(both, "m", a, 401)).isTrue();
        assertThat(rotation.refused(both, "m", a, 401)).isFalse();

        for (int i = 0; i < 10; i++) {
            assertThat(choose(both, "m")).isEqualTo("b");
        }
        assertThat(rotation.isRetired(both, a)).isTrue();
        Provider elsewhere = provider("globex", a, b);
        assertThat(rotation.isRetired(elsewhere, a)).isFalse();
    }

    @Test
    void aCredentialThatIsTakenIntoUseAgainIsUsed() {
        rotation.refused(both, "m", a, 402);
        Provider enabled = provider("acme", credential("a", 1, State.ACTIVE, 1));

        assertThat(choose(enabled, "m")).isEqualTo("a");
        assertThat(rotation.refused(enabled, "m", enabled.credentials().getFirst(), 401))
                .isTrue();
    }

    @Test
    void whatIsForbiddenForOneModelOnlyDoesNotRetireACredentialThatAnotherModelTakes() {
        rotation.accepted(both, "allowed", a);
        assertThat(rotation.refused(both, "special", a, 403)).isFalse();
        assertThat(rotation.isRetired(both, a)).isFalse();

        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(rotation.refused(both, "special", a, 403)).isTrue();
    }

    @Test
    void whatIsForbiddenForTheModelThatTookItBeforeRetiresIt() {
        rotation.accepted(both, "m", a);

        assertThat(rotation.refused(both, "m", a, 403)).isTrue();
    }

    @Test
    void aCredentialDoesNotPrint() {
        assertThat(both.toString()).doesNotContain("secret-a");
    }

    private String choose(Provider provider, String model) {
        return rotation.choose(provider, model, Set.of()).orElseThrow().id();
    }

    private static ProviderCredential credential(String id, int weight, State state, int epoch) {
        return new ProviderCredential(id, Credential.of("secret-" + id), weight, state, epoch);
    }

    private static Provider provider(String workspace, ProviderCredential... credentials) {
        return new Provider(
                new WorkspaceId(workspace),
                "p",
                "p",
                Dialect.OPENAI,
                URI.create("https://x/v1"),
                Credential.none(),
                List.of(),
                List.of(credentials),
                Capacity.UNLIMITED,
                Set.of());
    }
}
