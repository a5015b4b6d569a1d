package org.llmops.cost.budgets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
     * adds to the ledger locks first and adds afterwards.
     */
    public Uni<Map<BudgetPeriod.Key, BudgetPeriod>> lock(Mutiny.Session session, Collection<PeriodOf> periods) {
        if (periods.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return session.createNativeQuery("""
                        insert into budget_periods (workspace, budget_id, starts_at, ends_at,
                            limit_nano_usd, settled_nano_usd, overrun_nano_usd, leased_nano_usd)
                        select wanted.workspace, wanted.budget_id, wanted.starts_at, wanted.ends_at, budget.limit_nano_usd,
                            least(known.spent, budget.limit_nano_usd), greatest(known.spent - budget.limit_nano_usd, 0), 0
                        from jsonb_to_recordset(cast(cast(:wanted as text) as jsonb)) as wanted
                            (workspace text, budget_id uuid, starts_at timestamptz, ends_at timestamptz)
                        join budgets budget on budget.workspace = wanted.workspace and budget.id = wanted.budget_id
                        cross join lateral (
                            select case when exists (
                                select 1 from budget_periods there
                                where there.workspace = wanted.workspace and there.budget_id = wanted.budget_id
                                    and there.starts_at = wanted.starts_at)
                            then 0 else (
                                select coalesce(sum(entry.cost_nano_usd), 0) from ledger_entries entry
                                where entry.workspace = wanted.workspace and entry.copy_of_call_id is null
                                    and entry.started_at >= wanted.starts_at
                                    and (wanted.ends_at is null or entry.started_at < wanted.ends_at)
                                    and (budget.app is null or entry.app = budget.app))
                            end as spent) known
                        order by wanted.workspace, wanted.budget_id, wanted.starts_at
                        on conflict (workspace, budget_id, starts_at)
                            do update set leased_nano_usd = budget_periods.leased_nano_usd
                        """)
                .setParameter("wanted", write(periods))
                .executeUpdate()
                .chain(() -> read(session, periods));
    }

    /** Without a lock, and without those that have no row yet. */
    Uni<Map<BudgetPeriod.Key, BudgetPeriod>> read(Mutiny.Session session, Collection<PeriodOf> periods) {
        return session.createQuery("""
                        from BudgetPeriod where key.workspace in :workspaces and key.budgetId in :budgets
                            and key.startsAt in :starts
                        """, BudgetPeriod.class)
                .setParameter(
                        "workspaces",
                        periods.stream().map(PeriodOf::workspace).distinct().toList())
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
                    periods.stream().distinct().map(PeriodOf::columns).toList());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Keys can be written as JSON", impossible);
        }
    }

    /** A period of a budget, whether it has a row or not. */
    public record PeriodOf(String workspace, UUID budgetId, Span span) {
        /** The budget's period that a moment falls in. */
        public static PeriodOf at(Budget budget, Instant moment) {
            return new PeriodOf(
                    budget.workspace().value(), budget.id(), budget.period().spanAt(moment));
        }

        /** A period that is known to have a row; when it ends is of no interest. */
        public static PeriodOf known(BudgetPeriod.Key key) {
            return new PeriodOf(key.workspace(), key.budgetId(), new Span(key.startsAt(), null));
        }

        public BudgetPeriod.Key key() {
            return new BudgetPeriod.Key(workspace, budgetId, span.startsAt());
        }

        private Map<String, String> columns() {
            return span.endsAt() == null
                    ? Map.of(
                            "workspace", workspace, "budget_id", budgetId.toString(), "starts_at", "" + span.startsAt())
                    : Map.of(
                            "workspace",
                            workspace,
                            "budget_id",
                            budgetId.toString(),
                            "starts_at",
                            "" + span.startsAt(),
                            "ends_at",
                            "" + span.endsAt());
        }
    }
}
