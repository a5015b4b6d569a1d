package org.llmops.cost.budgets;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.identity.WorkspaceId;

/** How all budgets of a workspace stand, for whoever forecasts them or has to match calls to them. */
@ApplicationScoped
public class BudgetStates {
    private final Budgets budgets;
    private final BudgetPeriods periods;
    private final Clock clock;

    BudgetStates(Budgets budgets, BudgetPeriods periods, Clock clock) {
        this.budgets = budgets;
        this.periods = periods;
        this.clock = clock;
    }

    /** Without a lock: what calls take meanwhile may be missing. */
    public Uni<List<BudgetState>> current(Mutiny.Session session, WorkspaceId workspace) {
        return budgets.of(session, List.of(workspace))
                .chain(found -> read(session, found)
                        .map(rows -> found.stream()
                                .map(budget -> BudgetState.of(
                                        budget,
                                        Objects.requireNonNull(rows.get(budget)),
                                        budget.window().spanAt(clock.instant())))
                                .toList()));
    }

    /** The current period of each, as it would be if somebody locked it. A period without a row has seen neither a lease nor a call. */
    Uni<Map<Budget, BudgetPeriod>> read(Mutiny.Session session, List<Budget> found) {
        Instant now = clock.instant();
        return periods.read(
                        session,
                        found.stream().map(budget -> PeriodOf.at(budget, now)).toList())
                .map(rows -> {
                    Map<Budget, BudgetPeriod> current = new IdentityHashMap<>();
                    found.forEach(budget -> current.put(budget, asOf(budget, rows, now)));
                    return current;
                });
    }

    private static BudgetPeriod asOf(Budget budget, Map<BudgetPeriod.Key, BudgetPeriod> rows, Instant now) {
        PeriodOf current = PeriodOf.at(budget, now);
        BudgetPeriod row = rows.get(current.key());
        BudgetPeriod period = row == null ? BudgetPeriod.untouched(budget, current.span()) : row.copy();
        period.roll(current.bucket(), now);
        period.limitTo(budget.limitAt(now));
        return period;
    }
}
