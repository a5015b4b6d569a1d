package org.llmops.router.snapshot;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
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
import org.llmops.router.limits.DefaultLimits;
import org.llmops.router.limits.Limit;
import org.llmops.router.limits.StoredLimits;
import org.llmops.router.providers.Provider;
import org.llmops.router.providers.StoredProviders;
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

    private final Transactions transactions;
    private final Revisions revisions;
    private final StoredProviders providers;
    private final StoredRoutes routes;
    private final Keys keys;
    private final StoredLimits limits;
    private final DefaultLimits defaults;
    private final Snapshot snapshot;
    private volatile boolean loaded;
    private volatile boolean databaseAnswers;

    SnapshotLoading(
            Transactions transactions,
            Revisions revisions,
            StoredProviders providers,
            StoredRoutes routes,
            Keys keys,
            StoredLimits limits,
            DefaultLimits defaults,
            Snapshot snapshot) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.providers = providers;
        this.routes = routes;
        this.keys = keys;
        this.limits = limits;
        this.defaults = defaults;
        this.snapshot = snapshot;
    }

    @Override
    public Uni<Void> changed(WorkspaceId workspace) {
        return transactions.acrossWorkspaces(session -> load(session, List.of(workspace.value())));
    }

    /** Loads what has changed since the last look; everything, at first. */
    @Scheduled(every = "{llmops.snapshot.check-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> catchUp() {
        return transactions
                .acrossWorkspaces(session -> revisions
                        .all(session)
                        .map(snapshot::stale)
                        .chain(stale -> stale.isEmpty() ? Uni.createFrom().voidItem() : load(session, stale)))
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

    private Uni<Void> load(Mutiny.Session session, List<String> workspaces) {
        return revisions
                .hold(session, workspaces)
                .chain(held -> providers
                        .inWorkspaces(session, workspaces)
                        .chain(providersOf -> routes.inWorkspaces(session, workspaces)
                                .chain(routesOf -> keys.inWorkspaces(session, workspaces)
                                        .chain(keysOf -> limits.inWorkspaces(session, workspaces)
                                                .invoke(limitsOf -> held.forEach((workspace, revision) -> replace(
                                                        workspace,
                                                        revision,
                                                        providersOf,
                                                        routesOf,
                                                        keysOf,
                                                        limitsOf)))))))
                .replaceWithVoid();
    }

    private void replace(
            String name,
            long revision,
            Map<String, List<Provider>> providersOf,
            Map<String, List<RouteVersion>> routesOf,
            Map<String, List<KnownKey>> keysOf,
            Map<String, List<Limit>> limitsOf) {
        WorkspaceId workspace = new WorkspaceId(name);
        Configuration configuration = Configuration.of(
                workspace, providersOf.getOrDefault(name, List.of()), routesOf.getOrDefault(name, List.of()));
        snapshot.replace(
                workspace,
                WorkspaceState.of(
                        revision,
                        configuration,
                        keysOf.getOrDefault(name, List.of()),
                        defaults.table(limitsOf.getOrDefault(name, List.of()))));
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
