package org.llmops.router.snapshot;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.router.changes.ChangeObserver;
import org.llmops.router.changes.Revisions;
import org.llmops.router.keys.Keys;
import org.llmops.router.keys.KnownKey;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.StoredProviders;
import org.llmops.router.routes.PublishedRoute;
import org.llmops.router.routes.RouteVersion;
import org.llmops.router.routes.StoredRoutes;

/**
 * Keeps the snapshot fresh: at the start, when an event tells of a change, and by comparing revisions every few
 * seconds,
 * which bounds how long a lost event can matter.
 */
@ApplicationScoped
class SnapshotLoading implements ChangeObserver {
    private static final Logger log = Logger.getLogger(SnapshotLoading.class);

    private final Vertx vertx;
    private final Transactions transactions;
    private final Revisions revisions;
    private final StoredProviders providers;
    private final StoredRoutes routes;
    private final Keys keys;
    private final Snapshot snapshot;
    private volatile boolean loaded;
    private volatile boolean databaseAnswers;

    SnapshotLoading(
            Vertx vertx,
            Transactions transactions,
            Revisions revisions,
            StoredProviders providers,
            StoredRoutes routes,
            Keys keys,
            Snapshot snapshot) {
        this.vertx = vertx;
        this.transactions = transactions;
        this.revisions = revisions;
        this.providers = providers;
        this.routes = routes;
        this.keys = keys;
        this.snapshot = snapshot;
    }

    @Override
    public Uni<Void> changed(WorkspaceId workspace) {
        return transactions
                .acrossWorkspaces(session -> load(session, List.of(workspace.value())))
                .chain(this::aside);
    }

    /** Loads what has changed since the last look; everything, at first. */
    @Scheduled(every = "{llmops.snapshot.check-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> catchUp() {
        return transactions
                .acrossWorkspaces(session -> revisions
                        .all(session)
                        .map(snapshot::stale)
                        .chain(stale ->
                                stale.isEmpty() ? Uni.createFrom().item(() -> {}) : load(session, stale)))
                .chain(this::aside)
                .invoke(this::isFresh)
                .onFailure()
                .invoke(this::isStale)
                .onFailure()
                .recoverWithNull();
    }

    /** Calls cannot be served before. */
    boolean isLoaded() {
        return loaded;
    }

    /** False: changes are not seen, and calls are served with what was known before. */
    boolean databaseAnswers() {
        return databaseAnswers;
    }

    /** Reads, and says what is to be done with it once the database is no longer needed. */
    private Uni<Runnable> load(Mutiny.Session session, List<String> workspaces) {
        return revisions
                .hold(session, workspaces)
                .chain(held -> providers
                        .inWorkspaces(session, workspaces)
                        .chain(providersOf -> routes.inWorkspaces(session, workspaces)
                                .chain(routesOf -> keys.inWorkspaces(session, workspaces)
                                        .map(keysOf -> () -> held.forEach((workspace, revision) ->
                                                replace(workspace, revision, providersOf, routesOf, keysOf))))));
    }

    /** Documents hold conditions, and compiling many of them would hold up an event loop. */
    private Uni<Void> aside(Runnable replacing) {
        return Uni.createFrom()
                .completionStage(() -> vertx.<Void>executeBlocking(
                                () -> {
                                    replacing.run();
                                    return null;
                                },
                                false)
                        .toCompletionStage());
    }

    private void replace(
            String name,
            long revision,
            Map<String, List<Provider>> providersOf,
            Map<String, List<PublishedRoute>> routesOf,
            Map<String, List<KnownKey>> keysOf) {
        WorkspaceId workspace = new WorkspaceId(name);
        List<RouteVersion> read = routesOf.getOrDefault(name, List.of()).stream()
                .flatMap(route -> route.read().stream())
                .toList();
        Configuration configuration = Configuration.of(workspace, providersOf.getOrDefault(name, List.of()), read);
        snapshot.replace(workspace, WorkspaceState.of(revision, configuration, keysOf.getOrDefault(name, List.of())));
    }

    private void isFresh() {
        if (!databaseAnswers) {
            log.info("The configuration is up to date");
        }
        loaded = true;
        databaseAnswers = true;
    }

    private void isStale(Throwable failure) {
        if (databaseAnswers || !loaded) {
            log.warnf("The configuration cannot be read, calls are served with what was known before: %s", failure);
        }
        databaseAnswers = false;
    }
}
