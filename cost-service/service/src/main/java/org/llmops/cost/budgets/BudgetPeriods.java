package org.llmops.cost.budgets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** What became of the budgets' money, by period. */
@ApplicationScoped
public class BudgetPeriods {
    private final ObjectMapper json;

    BudgetPeriods(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Locks these periods, in the order of their keys whatever the order here, so that no two transactions wait for
     * each other. A period that has no row yet gets one that holds what the ledger knows of it: that is why a caller who
     * adds to the ledger locks first and adds afterwards. A period that gets what the one before left has that one
     * locked too; of a rolling budget, what is too old falls off.
     */
    public Uni<Map<BudgetPeriod.Key, BudgetPeriod>> lock(
            Mutiny.Session session, Collection<PeriodOf> wanted, Instant now) {
        if (wanted.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        Map<BudgetPeriod.Key, PeriodOf> periods = withThoseBefore(wanted);
        return session.createNativeQuery("""
                        insert into budget_periods (workspace, budget_id, starts_at, ends_at,
                            limit_amount, settled_amount, overrun_amount, leased_amount, buckets)
                        select wanted.workspace, wanted.budget_id, wanted.starts_at, wanted.ends_at, budget.limit_amount,
                            least(known.spent, budget.limit_amount), greatest(known.spent - budget.limit_amount, 0), 0,
                            known.buckets
                        from jsonb_to_recordset(cast(cast(:wanted as text) as jsonb)) as wanted
                            (workspace text, budget_id uuid, starts_at timestamptz, ends_at timestamptz, step bigint)
                        join budgets budget on budget.workspace = wanted.workspace and budget.id = wanted.budget_id
                        cross join lateral (
                            select exists (
                                select 1 from budget_periods there
                                where there.workspace = wanted.workspace and there.budget_id = wanted.budget_id
                                    and there.starts_at = wanted.starts_at) as known) row
                        cross join lateral (
                            select
                                case when row.known then 0 else (
                                    select greatest(coalesce(sum(entry.amount), 0), 0)
                                    from budget_entries(budget, wanted.starts_at, wanted.ends_at) entry)
                                end as spent,
                                case when row.known or wanted.step is null then null else (
                                    select coalesce(string_agg(part.step || '=' || part.amount, ','), '') from (
                                        select div(cast(floor(extract(epoch from entry.started_at)) as bigint),
                                            wanted.step) as step, sum(entry.amount) as amount
                                        from budget_entries(budget, wanted.starts_at, wanted.ends_at) entry
                                        group by 1) part)
                                end as buckets) known
                        order by wanted.workspace, wanted.budget_id, wanted.starts_at
                        on conflict (workspace, budget_id, starts_at)
                            do update set leased_amount = budget_periods.leased_amount
                        """)
                .setParameter("wanted", write(periods.values()))
                .executeUpdate()
                .chain(() -> read(session, periods.values()))
                .invoke(locked -> bringUpToDate(periods, locked, now));
    }

    /** Those before come first, for what they leave has to be known. */
    private static void bringUpToDate(
            Map<BudgetPeriod.Key, PeriodOf> periods, Map<BudgetPeriod.Key, BudgetPeriod> locked, Instant now) {
        for (PeriodOf each : periods.values()) {
            BudgetPeriod row = locked.get(each.key());
            if (row != null) {
                row.roll(each.bucket(), now);
                Budget budget = each.budget();
                PeriodOf before = each.before();
                if (budget != null && before != null) {
                    row.carry(budget, locked.get(before.key()));
                }
            }
        }
    }

    private static Map<BudgetPeriod.Key, PeriodOf> withThoseBefore(Collection<PeriodOf> wanted) {
        Map<BudgetPeriod.Key, PeriodOf> all = new LinkedHashMap<>();
        for (PeriodOf period : wanted) {
            PeriodOf before = period.before();
            if (before != null) {
                all.merge(before.key(), before, BudgetPeriods::better);
            }
        }
        wanted.forEach(period -> all.merge(period.key(), period, BudgetPeriods::better));
        return all;
    }

    /** The one of which more is known. */
    private static PeriodOf better(PeriodOf one, PeriodOf other) {
        return one.budget() == null ? other : one;
    }

    /** Without a lock, and without those that have no row yet. */
    Uni<Map<BudgetPeriod.Key, BudgetPeriod>> read(Mutiny.Session session, Collection<PeriodOf> periods) {
        return session.createQuery("""
                        from BudgetPeriod where key.workspace in :workspaces and key.budgetId in :budgets
                            and key.startsAt in :starts
                        """, BudgetPeriod.class)
                .setParameter(
                        "workspaces",
                        periods.stream()
                                .map(period -> period.key().workspace())
                                .distinct()
                                .toList())
                .setParameter(
                        "budgets",
                        periods.stream().map(PeriodOf::budgetId).distinct().toList())
                .setParameter(
                        "starts",
                        periods.stream()
                                .map(period -> period.span().startsAt())
                                .distinct()
                                .toList())
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(BudgetPeriod::key, row -> row)));
    }

    /** Locks every period of a budget, before it goes. */
    Uni<Void> lockAll(Mutiny.Session session, Budget budget) {
        return session.createNativeQuery("""
                        select starts_at from budget_periods where workspace = :workspace and budget_id = :budget
                        order by starts_at for update
                        """, Object.class)
                .setParameter("workspace", budget.workspace().value())
                .setParameter("budget", budget.id())
                .getResultList()
                .replaceWithVoid();
    }

    /**
     * Holds off every change of which budgets there are in these workspaces. Whoever adds to the ledger does so, for a
     * budget that came into being meanwhile would miss the calls being added. Held to the end of the transaction.
     */
    public Uni<Void> keepBudgets(Mutiny.Session session, Collection<WorkspaceId> workspaces) {
        return advisoryLock(session, "pg_advisory_xact_lock_shared", workspaces);
    }

    /** Waits for those who add to the ledger of this workspace, and holds off the next ones. */
    Uni<Void> changeBudgets(Mutiny.Session session, WorkspaceId workspace) {
        return advisoryLock(session, "pg_advisory_xact_lock", List.of(workspace));
    }

    private static Uni<Void> advisoryLock(Mutiny.Session session, String function, Collection<WorkspaceId> workspaces) {
        String names =
                workspaces.stream().map(WorkspaceId::value).distinct().sorted().collect(Collectors.joining(","));
        return session.createNativeQuery(
                        "select cast(" + function + "(hashtextextended('budgets/' || workspace, 0)) as text)"
                                + " from unnest(string_to_array(:names, ',')) as workspace",
                        String.class)
                .setParameter("names", names)
                .getResultList()
                .replaceWithVoid();
    }

    private String write(Collection<PeriodOf> periods) {
        try {
            return json.writeValueAsString(
                    periods.stream().map(PeriodOf::columns).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Keys can be written as JSON", impossible);
        }
    }
}
