package org.llmops.router.reserve;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Futures;

/** The purses of this instance, and the clockwork that reports and returns what is in them. */
@Singleton
class Purses {
    private static final Logger LOG = Logger.getLogger(Purses.class);
    private static final int SHUTDOWN_PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final Leases leases;
    private final ReserveSettings settings;
    private final Clock clock;
    private final String holder = "router-" + Ids.next();
    private final Map<Key, Purse> purses = new ConcurrentHashMap<>();
    private long clockwork;

    Purses(Vertx vertx, Leases leases, ReserveSettings settings, Clock clock) {
        this.vertx = vertx;
        this.leases = leases;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The purse of an application; people and services without one share the workspace's.
     *
     * @param app empty for those without an application
     */
    Purse of(WorkspaceId workspace, String app) {
        return purses.computeIfAbsent(
                new Key(workspace, app),
                key -> new Purse(workspace, app, holder, leases, settings, clock, () -> release(workspace)));
    }

    /** Budgets of the workspace changed: leases taken under the old ones go back. */
    void budgetsChanged(WorkspaceId workspace) {
        purses.values().stream()
                .filter(purse -> purse.workspace().equals(workspace))
                .forEach(Purse::closeAll);
    }

    private Uni<Void> release(WorkspaceId workspace) {
        return each(purse -> purse.workspace().equals(workspace), Purse::release);
    }

    private Uni<Void> each(Predicate<Purse> which, Function<Purse, Uni<Void>> what) {
        List<Uni<Void>> all = purses.values().stream().filter(which).map(what).toList();
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(all).andCollectFailures().replaceWithVoid();
    }

    void start(@Observes StartupEvent event) {
        clockwork = vertx.setPeriodic(
                settings.reportEvery().toMillis(),
                tick -> Futures.inBackground(each(purse -> true, Purse::report), Purses::notReported));
    }

    private static void notReported(Throwable failure) {
        LOG.warnf("Spending could not be reported: %s", failure.getMessage());
    }

    /** After the last call: what is left goes back now instead of when it expires. */
    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        vertx.cancelTimer(clockwork);
        try {
            each(purse -> true, Purse::release)
                    .subscribeAsCompletionStage()
                    .get(SHUTDOWN_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException away) {
            LOG.warnf("Leases were not returned and will expire: %s", away.getMessage());
        }
    }

    private record Key(WorkspaceId workspace, String app) {}
}
