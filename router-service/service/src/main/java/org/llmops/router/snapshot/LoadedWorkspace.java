package org.llmops.router.snapshot;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.limits.LimitTable;
import org.llmops.router.providers.LockedProvider;
import org.llmops.router.providers.Provider;
import org.llmops.router.routes.RouteVersion;

/** What the database says about one workspace, before its credentials are opened. */
record LoadedWorkspace(
        WorkspaceId workspace,
        long revision,
        List<LockedProvider> providers,
        List<RouteVersion> routes,
        List<KnownKey> keys,
        LimitTable limits) {
    Uni<WorkspaceState> unlock() {
        return (providers.isEmpty()
                        ? Uni.createFrom().item(List.<Provider>of())
                        : Uni.join()
                                .all(providers.stream()
                                        .map(LockedProvider::unlock)
                                        .toList())
                                .andFailFast())
                .map(opened -> WorkspaceState.of(revision, Configuration.of(workspace, opened, routes), keys, limits));
    }
}
