package org.llmops.router.limits;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Audit;
import org.llmops.router.changes.Changes;
import org.llmops.router.changes.RouteTopic;
import org.llmops.router.v1.LimitChanged;
import org.llmops.router.v1.RouteEvent;

/** Sets limits, changes them and lifts them. */
@ApplicationScoped
class LimitKeeping {
    private final Changes changes;
    private final StoredLimits limits;
    private final Outbox outbox;
    private final Clock clock;

    LimitKeeping(Changes changes, StoredLimits limits, Outbox outbox, Clock clock) {
        this.changes = changes;
        this.limits = limits;
        this.outbox = outbox;
        this.clock = clock;
    }

    Uni<StoredLimit> set(Caller caller, LimitDefinition definition) {
        StoredLimit limit = new StoredLimit(caller, Ids.next().toString(), definition, now());
        return changes.make(
                caller,
                audit("set", limit.id()),
                session -> limits.checkUnique(session, caller, limit.id(), definition)
                        .chain(() -> limits.add(session, limit))
                        .chain(() -> tell(session, caller, limit.id(), false))
                        .replaceWith(limit));
    }

    /** What was used so far stays used. */
    Uni<StoredLimit> change(Caller caller, String id, LimitDefinition definition) {
        return changes.make(
                caller,
                audit("change", id),
                session -> limits.get(session, caller.workspace(), id)
                        .call(() -> limits.checkUnique(session, caller, id, definition))
                        .invoke(limit -> limit.define(caller, definition, now()))
                        .call(() -> tell(session, caller, id, false)));
    }

    Uni<Void> lift(Caller caller, String id) {
        return changes.make(
                caller,
                audit("lift", id),
                session -> limits.get(session, caller.workspace(), id)
                        .chain(limit -> limits.remove(session, limit))
                        .chain(() -> tell(session, caller, id, true)));
    }

    private Uni<Void> tell(Mutiny.Session session, Caller caller, String id, boolean lifted) {
        LimitChanged changed = LimitChanged.newBuilder()
                .setId(id)
                .setLifted(lifted)
                .setChangedBy(caller.subject())
                .build();
        return outbox.add(
                session,
                RouteTopic.event(
                        caller.workspace(),
                        "limits/" + id,
                        RouteEvent.newBuilder().setLimitChanged(changed).build()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Audit audit(String action, String id) {
        return new Audit("limit." + action, "limits/" + id);
    }
}
