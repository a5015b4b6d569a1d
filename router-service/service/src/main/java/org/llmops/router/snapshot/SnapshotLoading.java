package org.llmops.router.snapshot;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.router.changes.ChangeObserver;
import org.llmops.router.changes.Revisions;
import org.llmops.router.keys.Keys;
import org.llmops.router.limits.DefaultLimits;
import org.llmops.router.limits.StoredLimits;
import org.llmops.router.providers.ProviderCredential;
import org.llmops.router.providers.StoredProviders;
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
    private final StoredLimits limits;
    private final DefaultLimits defaults;
    private final Snapshot snapshot;
    /** Workspaces with credentials whose key could not be asked for: they are loaded until it can. */
    private final Set<String> incomplete = ConcurrentHashMap.newKeySet();

    private volatile boolean loaded;
    private volatile boolean databaseAnswers;

    SnapshotLoading(
            Vertx vertx,
            Transactions transactions,
            Revisions revisions,
            StoredProviders providers,
            StoredRoutes routes,
            Keys keys,
            StoredLimits limits,
            DefaultLimits defaults,
            Snapshot snapshot) {
        this.vertx = vertx;
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
        return transactions
                .acrossWorkspaces(session -> load(session, List.of(workspace.value())))
                .chain(this::open);
    }

    /** Loads what has changed since the last look; everything, at first. */
    @Scheduled(every = "{llmops.snapshot.check-interval}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> catchUp() {
        return transactions
                .acrossWorkspaces(session -> revisions
                        .all(session)
                        .map(this::stale)
                        .chain(stale -> stale.isEmpty()
                                ? Uni.createFrom().item(List.<LoadedWorkspace>of())
                                : load(session, stale)))
                .chain(this::open)
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

    private List<String> stale(Map<String, Long> revisions) {
        Set<String> stale = new TreeSet<>(snapshot.stale(revisions));
        stale.addAll(incomplete);
        return List.copyOf(stale);
    }

    private Uni<List<LoadedWorkspace>> load(Mutiny.Session session, List<String> workspaces) {
        return revisions
                .hold(session, workspaces)
                .chain(held -> providers
                        .inWorkspaces(session, workspaces)
                        .chain(providersOf -> routes.inWorkspaces(session, workspaces)
                                .chain(routesOf -> keys.inWorkspaces(session, workspaces)
                                        .chain(keysOf -> limits.inWorkspaces(session, workspaces)
                                                .map(limitsOf -> held.entrySet().stream()
                                                        .map(entry -> new LoadedWorkspace(
                                                                new WorkspaceId(entry.getKey()),
                                                                entry.getValue(),
                                                                providersOf.getOrDefault(entry.getKey(), List.of()),
                                                                routesOf.getOrDefault(entry.getKey(), List.of()),
                                                                keysOf.getOrDefault(entry.getKey(), List.of()),
                                                                defaults.table(limitsOf.getOrDefault(
                                                                        entry.getKey(), List.of()))))
                                                        .toList())))));
    }

    private Uni<Void> open(List<LoadedWorkspace> loaded) {
        return loaded.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join()
                        .all(loaded.stream()
                                .map(workspace -> workspace.open(vertx).invoke(this::replace))
                                .toList())
                        .andFailFast()
                        .replaceWithVoid();
    }

    private void replace(WorkspaceState state) {
        Configuration configuration = state.configuration();
        snapshot.replace(configuration.workspace(), state);
        String workspace = configuration.workspace().value();
        boolean waits = configuration.providers().stream()
                .flatMap(provider -> provider.credentials().stream())
                .anyMatch(credential -> credential.state() == ProviderCredential.State.AWAY);
        if (!waits) {
            incomplete.remove(workspace);
        } else if (incomplete.add(workspace)) {
            log.warnf(
                    "Credentials of workspace %s cannot be used yet: the keeper of their keys does not answer",
                    workspace);
        }
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
