package org.llmops.router.reserve;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Futures;
import org.llmops.router.recording.CallRecords;

/** What this instance may spend of every workspace's budgets, and the clockwork that renews and returns it. */
@Singleton
public class Purses {
    private static final Logger LOG = Logger.getLogger(Purses.class);
    private static final int SHUTDOWN_PATIENCE_SECONDS = 5;

    private final Vertx vertx;
    private final Leases leases;
    private final CallRecords records;
    private final ReserveSettings settings;
    private final String holder = "router-" + Ids.next();
    private final Map<WorkspaceId, Wallet> wallets = new ConcurrentHashMap<>();
    private long clockwork;

    Purses(Vertx vertx, Leases leases, CallRecords records, ReserveSettings settings) {
        this.vertx = vertx;
        this.leases = leases;
        this.records = records;
        this.settings = settings;
    }

    Wallet of(WorkspaceId workspace) {
        Wallet known = wallets.get(workspace);
        return known != null ? known : wallets.computeIfAbsent(workspace, this::open);
    }

    private Wallet open(WorkspaceId workspace) {
        return new Wallet(workspace, holder, leases, records, settings, System::nanoTime);
    }

    /** Budgets of the workspace changed, or whose they are. */
    void budgetsChanged(WorkspaceId workspace) {
        Wallet known = wallets.get(workspace);
        if (known != null) {
            known.budgetsChanged();
        }
    }

    private Uni<Void> each(Function<Wallet, Uni<Void>> what) {
        List<Uni<Void>> all = wallets.values().stream().map(what).toList();
        return all.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(all).andCollectFailures().replaceWithVoid();
    }

    void start(@Observes StartupEvent event) {
        clockwork = vertx.setPeriodic(
                settings.reportEvery().toMillis(),
                tick -> Futures.inBackground(each(Wallet::report), Purses::notReported));
    }

    private static void notReported(Throwable failure) {
        LOG.warnf("Leases could not be renewed or returned: %s", failure.getMessage());
    }

    /** After the last call: what is left goes back now instead of when it expires. */
    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        vertx.cancelTimer(clockwork);
        try {
            each(Wallet::release).subscribeAsCompletionStage().get(SHUTDOWN_PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException away) {
            LOG.warnf("Leases were not returned and will expire: %s", away.getMessage());
        }
    }
}
