package org.llmops.cost.alerts;

import static org.llmops.cost.CostProblem.ALERT_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.WorkspaceId;

/** All alerts of every workspace; no query here omits the workspace, but the one that forgets what is old. */
@ApplicationScoped
class Alerts {
    Uni<Void> add(Mutiny.Session session, Collection<Alert> alerts) {
        return session.persistAll(alerts.toArray());
    }

    Uni<Alert> get(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.find(Alert.class, new Alert.Key(workspace.value(), id))
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id));
    }

    /** Holds off the gathering, which would add to it. */
    Uni<Alert> lock(Mutiny.Session session, WorkspaceId workspace, UUID id) {
        return session.find(Alert.class, new Alert.Key(workspace.value(), id), LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> unknown(id));
    }

    /** Those about these subjects that are not over; locked. There may be some of other kinds among them. */
    Uni<List<Alert>> lockOpen(Mutiny.Session session, Collection<WorkspaceId> workspaces, Collection<String> subjects) {
        return session.createQuery(
                        "from Alert where key.workspace in :workspaces and subject in :subjects"
                                + " and state <> RESOLVED order by key.workspace, key.id",
                        Alert.class)
                .setParameter(
                        "workspaces",
                        workspaces.stream().map(WorkspaceId::value).toList())
                .setParameter("subjects", subjects)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList();
    }

    /** Latest first. */
    Uni<List<Alert>> page(
            Mutiny.Session session, WorkspaceId workspace, AlertQuery query, @Nullable UUID before, int limit) {
        AlertState state = query.state();
        SignalKind kind = query.kind();
        Severity severity = query.severity();
        return session.createQuery(
                        "from Alert where key.workspace = :workspace"
                                + " and (:anyState = true or state = :state)"
                                + " and (:anyKind = true or kind = :kind)"
                                + " and (:anySeverity = true or severity = :severity)"
                                + " and (:first = true or key.id < :before)"
                                + " order by key.id desc",
                        Alert.class)
                .setParameter("workspace", workspace.value())
                .setParameter("anyState", state == null)
                .setParameter("state", state == null ? AlertState.OPEN : state)
                .setParameter("anyKind", kind == null)
                .setParameter("kind", kind == null ? SignalKind.MODEL_NEW : kind)
                .setParameter("anySeverity", severity == null)
                .setParameter("severity", severity == null ? Severity.INFO : severity)
                .setParameter("first", before == null)
                .setParameter("before", before == null ? new UUID(0, 0) : before)
                .setMaxResults(limit)
                .getResultList();
    }

    /** Forgets, in every workspace, what was over before then. */
    Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return session.createNativeQuery("delete from alerts where state = 'RESOLVED' and resolved_at < :before")
                .setParameter("before", before)
                .executeUpdate();
    }

    private static RuntimeException unknown(UUID id) {
        return ALERT_UNKNOWN.because("No alert has the id " + id);
    }
}
