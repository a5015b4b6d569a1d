package org.llmops.platform.store;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;

/**
 * Opens transactions, each bound to a workspace: there is no other way to a session, so there is no query without its
 * workspace. The database knows the workspace too, and shows and takes no row of another.
 *
 * <p>One transaction at a time in a request: transactions opened side by side would share a session.
 */
@ApplicationScoped
public class Transactions {
    private static final String EVERY_WORKSPACE = "*";

    private final Mutiny.SessionFactory sessions;
    private final Idempotency idempotency;
    private final Clock clock;

    Transactions(Mutiny.SessionFactory sessions, Idempotency idempotency, Clock clock) {
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Reads in one workspace. Nothing that the work changes is kept. */
    public <T> Uni<T> read(WorkspaceId workspace, Function<Mutiny.Session, Uni<T>> work) {
        return in(workspace.value(), session -> {
            session.setDefaultReadOnly(true);
            return work.apply(session);
        });
    }

    /** Writes in one workspace on behalf of the system itself, such as a consumer of events. */
    public <T> Uni<T> write(WorkspaceId workspace, Function<Mutiny.Session, Uni<T>> work) {
        return in(workspace.value(), work);
    }

    /**
     * Does what a caller asks for, once: with an audit record, and with the request's Idempotency-Key if it has one, all
     * in one transaction.
     */
    public <T> Uni<T> mutate(Caller caller, Audit audit, Function<Mutiny.Session, Uni<T>> work) {
        return in(
                caller.workspace().value(),
                session -> idempotency
                        .claim(session, caller.workspace(), clock.instant())
                        .chain(() -> work.apply(session))
                        .call(() -> append(session, caller, audit)));
    }

    /** Works on all workspaces at once: start-up snapshots, batches of events and retention; never a request. */
    public <T> Uni<T> acrossWorkspaces(Function<Mutiny.Session, Uni<T>> work) {
        return in(EVERY_WORKSPACE, work);
    }

    private <T> Uni<T> in(String workspace, Function<Mutiny.Session, Uni<T>> work) {
        return sessions.withTransaction(session -> session.createNativeQuery(
                        "select set_config('llmops.workspace', :workspace, true)", String.class)
                .setParameter("workspace", workspace)
                .getSingleResult()
                .chain(() -> work.apply(session)));
    }

    private Uni<Integer> append(Mutiny.Session session, Caller caller, Audit audit) {
        return session.createNativeQuery("""
                        insert into audit_log (workspace, id, at, actor, actor_kind, action, resource)
                        values (:workspace, :id, :at, :actor, :kind, :action, :resource)
                        """)
                .setParameter("workspace", caller.workspace().value())
                .setParameter("id", Ids.next())
                .setParameter("at", clock.instant())
                .setParameter("actor", caller.subject())
                .setParameter("kind", caller.kind().name().toLowerCase(Locale.ROOT))
                .setParameter("action", audit.action())
                .setParameter("resource", audit.resource())
                .executeUpdate();
    }
}
