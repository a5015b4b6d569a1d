package org.llmops.cost.leasing;

import static org.llmops.cost.CostProblem.LEASE_UNKNOWN;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.platform.identity.WorkspaceId;

/**
 * All leases of every workspace. A lease is read only by who has locked its period: where to find the period is all that
 * may be asked before.
 */
@ApplicationScoped
class Leases {
    Uni<BudgetPeriod.Key> periodOf(Mutiny.Session session, WorkspaceId workspace, UUID lease) {
        return periodsOf(session, List.of(workspace), List.of(lease)).map(found -> {
            if (found.isEmpty()) {
                throw LEASE_UNKNOWN.because("No lease has the id " + lease);
            }
            return found.getFirst();
        });
    }

    Uni<List<BudgetPeriod.Key>> periodsOf(
            Mutiny.Session session, Collection<WorkspaceId> workspaces, Collection<UUID> leases) {
        if (leases.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createQuery("""
                        select distinct key.workspace, budgetId, periodStartsAt from Lease
                        where key.workspace in :workspaces and key.id in :leases
                        """, Object[].class)
                .setParameter("workspaces", values(workspaces))
                .setParameter("leases", leases)
                .getResultList()
                .map(rows -> rows.stream().map(Leases::periodKey).toList());
    }

    Uni<Lease> get(Mutiny.Session session, WorkspaceId workspace, UUID lease) {
        return session.find(Lease.class, new Lease.Key(workspace.value(), lease))
                .onItem()
                .ifNull()
                .failWith(() -> LEASE_UNKNOWN.because("No lease has the id " + lease));
    }

    Uni<List<Lease>> find(Mutiny.Session session, Collection<WorkspaceId> workspaces, Collection<UUID> leases) {
        if (leases.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return session.createQuery("from Lease where key.workspace in :workspaces and key.id in :leases", Lease.class)
                .setParameter("workspaces", values(workspaces))
                .setParameter("leases", leases)
                .getResultList();
    }

    /** How many instances hold something of these periods, by budget. */
    Uni<Map<UUID, Long>> holders(Mutiny.Session session, Collection<BudgetPeriod> periods) {
        if (periods.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createQuery("""
                        select budgetId, count(distinct holder) from Lease
                        where key.workspace in :workspaces and budgetId in :budgets and periodStartsAt in :starts
                            and held > 0
                        group by budgetId
                        """, Object[].class)
                .setParameter(
                        "workspaces",
                        periods.stream()
                                .map(period -> period.key().workspace())
                                .distinct()
                                .toList())
                .setParameter(
                        "budgets",
                        periods.stream().map(period -> period.key().budgetId()).toList())
                .setParameter(
                        "starts",
                        periods.stream()
                                .map(period -> period.key().startsAt())
                                .distinct()
                                .toList())
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> (UUID) row[0], row -> (Long) row[1])));
    }

    Uni<Void> add(Mutiny.Session session, List<Lease> leases) {
        return session.persistAll(leases.toArray());
    }

    /** The leases of these periods whose time is over, grace included, and those that were waited for long enough. */
    Uni<List<Lease>> overdue(Mutiny.Session session, Collection<BudgetPeriod> periods, Overdue since) {
        return session.createQuery("""
                        from Lease where key.workspace in :workspaces and budgetId in :budgets
                            and periodStartsAt in :starts
                            and (state in (OPEN, RELEASED) and expiresAt < :ended
                                or state = AWAITED and expiresAt < :awaited)
                        """, Lease.class)
                .setParameter(
                        "workspaces",
                        periods.stream().map(period -> period.key().workspace()).toList())
                .setParameter(
                        "budgets",
                        periods.stream().map(period -> period.key().budgetId()).toList())
                .setParameter(
                        "starts",
                        periods.stream().map(period -> period.key().startsAt()).toList())
                .setParameter("ended", since.ended())
                .setParameter("awaited", since.awaited())
                .getResultList();
    }

    /** The periods, of any workspace, that have leases whose time is over. */
    Uni<List<BudgetPeriod.Key>> periodsWithOverdue(Mutiny.Session session, Overdue since, int limit) {
        return session.createQuery("""
                        select distinct key.workspace, budgetId, periodStartsAt from Lease
                        where state in (OPEN, RELEASED) and expiresAt < :ended
                            or state = AWAITED and expiresAt < :awaited
                        """, Object[].class)
                .setParameter("ended", since.ended())
                .setParameter("awaited", since.awaited())
                .setMaxResults(limit)
                .getResultList()
                .map(rows -> rows.stream().map(Leases::periodKey).toList());
    }

    Uni<Integer> forget(Mutiny.Session session, Instant before) {
        return session.createMutationQuery("delete from Lease where state = EXPIRED and expiresAt < :before")
                .setParameter("before", before)
                .executeUpdate();
    }

    /**
     * Which leases are over.
     *
     * @param ended those that ended before this have no call that is still to be counted, as far as Kafka has it
     * @param awaited for records of those that ended before this nobody waits any more
     */
    record Overdue(Instant ended, Instant awaited) {}

    private static List<String> values(Collection<WorkspaceId> workspaces) {
        return workspaces.stream().map(WorkspaceId::value).toList();
    }

    private static BudgetPeriod.Key periodKey(Object[] row) {
        return new BudgetPeriod.Key((String) row[0], (UUID) row[1], (Instant) row[2]);
    }
}
