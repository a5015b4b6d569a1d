package org.llmops.router.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.ApiKey;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.keys.AllowedModels;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.limits.DefaultLimitsOf;
import org.llmops.router.limits.Limit;
import org.llmops.router.limits.LimitTable;
import org.llmops.router.limits.LimitUnit;
import org.llmops.router.routes.RouteVersion;

class SnapshotTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final WorkspaceId GLOBEX = new WorkspaceId("globex");

    private static final LimitTable SOME = LimitTable.of(List.of(Limit.ofKey("k1", LimitUnit.REQUESTS, 60)));

    private final Snapshot snapshot = new Snapshot(DefaultLimitsOf.none());

    @Test
    void anUnknownWorkspaceHasNothing() {
        Configuration empty = snapshot.of(ACME);

        assertThat(empty.providers()).isEmpty();
        assertThat(empty.routes()).isEmpty();
        assertThat(snapshot.key("absent")).isEmpty();
    }

    @Test
    void whoHoldsAConfigurationKeepsSeeingThatMoment() {
        snapshot.replace(ACME, state(1, 1));
        Configuration held = snapshot.of(ACME);
        snapshot.replace(ACME, state(2, 2));

        assertThat(held.route("chat").orElseThrow().version()).isEqualTo(1);
        assertThat(snapshot.of(ACME).route("chat").orElseThrow().version()).isEqualTo(2);
    }

    @Test
    void aStateNeverGivesWayToAnOlderOne() {
        snapshot.replace(ACME, state(5, 5, key("k5")));
        snapshot.replace(ACME, state(4, 4, key("k4")));

        assertThat(snapshot.of(ACME).route("chat").orElseThrow().version()).isEqualTo(5);
        assertThat(snapshot.key("k4")).isEmpty();
    }

    @Test
    void nothingOfOneWorkspaceIsSeenInAnother() {
        snapshot.replace(ACME, state(1, 1, key("k1")));

        assertThat(snapshot.of(GLOBEX).route("chat")).isEmpty();
        assertThat(snapshot.key(ACME, "k1")).isPresent();
        assertThat(snapshot.key(GLOBEX, "k1")).isEmpty();
        assertThat(snapshot.limits(ACME)).isNotSameAs(LimitTable.NONE);
        assertThat(snapshot.limits(GLOBEX)).isSameAs(LimitTable.NONE);
    }

    @Test
    void onlyWorkspacesThatChangedAreStale() {
        snapshot.replace(ACME, state(3, 3));

        assertThat(snapshot.stale(Map.of("acme", 3L, "globex", 1L))).containsExactly("globex");
        assertThat(snapshot.stale(Map.of("acme", 4L))).containsExactly("acme");
    }

    private static WorkspaceState state(long revision, int version, KnownKey... keys) {
        RouteVersion route = new RouteVersion("chat", version, List.of(), null);
        return WorkspaceState.of(revision, Configuration.of(ACME, List.of(), List.of(route)), List.of(keys), SOME);
    }

    private static KnownKey key(String publicId) {
        return new KnownKey(new ApiKey(publicId, new byte[32], ACME, "web", null, false), AllowedModels.ALL, List.of());
    }
}
