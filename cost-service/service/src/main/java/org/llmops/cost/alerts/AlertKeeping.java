package org.llmops.cost.alerts;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Shows alerts, and keeps what people do about them. */
@ApplicationScoped
class AlertKeeping {
    /** For so long people can look up what is over. */
    private static final Duration REMEMBERED = Duration.ofDays(365);

    private final Transactions transactions;
    private final Alerts alerts;
    private final Clock clock;

    AlertKeeping(Transactions transactions, Alerts alerts, Clock clock) {
        this.transactions = transactions;
        this.alerts = alerts;
        this.clock = clock;
    }

    Uni<AlertView> get(WorkspaceId workspace, UUID id) {
        return transactions.read(
                workspace, session -> alerts.get(session, workspace, id).map(Alert::view));
    }

    Uni<Page<AlertView>> list(WorkspaceId workspace, AlertQuery which, PageQuery query) {
        List<String> cursor = query.after(1);
        UUID before = cursor.isEmpty() ? null : Cursor.read(cursor.getFirst(), UUID::fromString);
        return transactions
                .read(workspace, session -> alerts.page(session, workspace, which, before, query.limitAndOneMore()))
                .map(found -> Page.of(
                                found,
                                query.limit(),
                                alert -> Cursor.encode(alert.id().toString()))
                        .map(Alert::view));
    }

    Uni<AlertView> acknowledge(Caller caller, UUID id) {
        return change(caller, "alert.acknowledge", id, (alert, now) -> alert.acknowledge(caller.subject(), now));
    }

    Uni<AlertView> resolve(Caller caller, UUID id) {
        return change(caller, "alert.resolve", id, (alert, now) -> alert.resolve(caller.subject(), now));
    }

    private Uni<AlertView> change(Caller caller, String action, UUID id, BiConsumer<Alert, Instant> change) {
        return transactions.mutate(
                caller,
                new Audit(action, "alerts/" + id),
                session -> alerts.lock(session, caller.workspace(), id)
                        .invoke(alert -> change.accept(alert, clock.instant()))
                        .call(session::flush)
                        .map(Alert::view));
    }

    @Scheduled(
            every = "6h",
            delayed = "10m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return transactions
                .acrossWorkspaces(
                        session -> alerts.forget(session, clock.instant().minus(REMEMBERED)))
                .replaceWithVoid();
    }
}
