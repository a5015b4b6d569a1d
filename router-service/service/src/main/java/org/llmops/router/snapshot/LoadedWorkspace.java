package org.llmops.router.snapshot;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.List;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.limits.LimitTable;
import org.llmops.router.providers.LockedProvider;
import org.llmops.router.providers.Provider;
import org.llmops.router.routes.PublishedRoute;
import org.llmops.router.routes.RouteVersion;

/** What the database says about one workspace, before its credentials are opened and its documents read. */
record LoadedWorkspace(
        WorkspaceId workspace,
        long revision,
        List<LockedProvider> providers,
        List<PublishedRoute> routes,
        List<KnownKey> keys,
        LimitTable limits) {
    Uni<WorkspaceState> open(Vertx vertx) {
        return (providers.isEmpty()
                        ? Uni.createFrom().item(List.<Provider>of())
                        : Uni.join()
                                .all(providers.stream()
                                        .map(LockedProvider::unlock)
                                        .toList())
                                .andFailFast())
                .chain(opened -> read(vertx)
                        .map(readable -> WorkspaceState.of(
                                revision, Configuration.of(workspace, opened, readable), keys, limits)));
    }

    /** Documents hold conditions, and compiling many of them would hold up an event loop. */
    private Uni<List<RouteVersion>> read(Vertx vertx) {
        return routes.isEmpty()
                ? Uni.createFrom().item(List.of())
                : Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(
                                        () -> routes.stream()
                                                .flatMap(route -> route.read().stream())
                                                .toList(),
                                        false)
                                .toCompletionStage());
    }
}
