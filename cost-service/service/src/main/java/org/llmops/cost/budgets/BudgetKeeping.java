package org.llmops.cost.budgets;

import static org.llmops.cost.CostProblem.BUDGETS_TOO_MANY;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.id.Ids;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.page.Cursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Creates, changes and removes budgets, and tells what is left of them. */
@ApplicationScoped
class BudgetKeeping {
    private static final int MOST_BUDGETS = 10_000;

    private final Transactions transactions;
    private final Budgets budgets;
    private final BudgetPeriods periods;
    private final BudgetStates states;
    private final Outbox outbox;
    private final Clock clock;

    BudgetKeeping(
            Transactions transactions,
            Budgets budgets,
            BudgetPeriods periods,
            BudgetStates states,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.budgets = budgets;
        this.periods = periods;
        this.states = states;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A budget that is created in the middle of a period counts what the period has cost so far. */
    Uni<BudgetView> create(Caller caller, BudgetRequest request) {
        Budget budget = new Budget(caller.workspace(), Ids.next(), request.terms(), clock.instant());
        return transactions.mutate(
                caller,
                audit("budget.create", budget.id()),
                session -> periods.changeBudgets(session, caller.workspace())
                        .chain(() -> budgets.count(session, caller.workspace()))
                        .invoke(BudgetKeeping::requireRoom)
                        .chain(() -> budgets.add(session, budget))
                        .chain(() -> lockCurrent(session, budget))
                        .invoke(period -> period.changeLimit(budget.unit(), budget.limit()))
                        .chain(period -> told(session, budget, period, caller)));
    }

    Uni<BudgetView> change(Caller caller, UUID id, BudgetRequest request) {
        return alter(caller, "budget.change", id, (budget, period) -> {
            budget.change(request.terms());
            period.changeLimit(budget.unit(), budget.limitAt(clock.instant()));
        });
    }

    /** Raises the limit until a moment. From then on nothing new is granted before what is spent fits again. */
    Uni<BudgetView> override(Caller caller, UUID id, OverrideRequest request) {
        return alter(caller, "budget.override", id, (budget, period) -> {
            Instant now = clock.instant();
            budget.override(request.amount(budget.unit()), request.until(), request.reason(), now);
            period.limitTo(budget.limitAt(now));
        });
    }

    Uni<BudgetView> endOverride(Caller caller, UUID id) {
        return alter(caller, "budget.override.end", id, (budget, period) -> {
            budget.endOverride();
            period.limitTo(budget.limit());
        });
    }

    private Uni<BudgetView> alter(Caller caller, String action, UUID id, BiConsumer<Budget, BudgetPeriod> change) {
        return transactions.mutate(
                caller,
                audit(action, id),
                session -> budgets.find(session, caller.workspace(), id)
                        .chain(budget -> lockCurrent(session, budget)
                                .invoke(period -> change.accept(budget, period))
                                .call(() -> budgets.flush(session, budget))
                                .chain(period -> told(session, budget, period, caller))));
    }

    private Uni<BudgetView> told(Mutiny.Session session, Budget budget, BudgetPeriod period, Caller caller) {
        return outbox.add(session, BudgetWire.changed(budget, caller))
                .map(added -> BudgetView.of(budget, period, clock.instant()));
    }

    private static void requireRoom(long budgets) {
        if (budgets >= MOST_BUDGETS) {
            throw BUDGETS_TOO_MANY.because("A workspace has at most " + MOST_BUDGETS
                    + " budgets, which every router keeps in memory. Remove those that nobody needs");
        }
    }

    /** Its leases go too: who holds one is told, at its next message, that there is no such lease. */
    Uni<Void> remove(Caller caller, UUID id) {
        return transactions.mutate(
                caller,
                audit("budget.remove", id),
                session -> periods.changeBudgets(session, caller.workspace())
                        .chain(() -> budgets.find(session, caller.workspace(), id))
                        .chain(budget -> periods.lockAll(session, budget)
                                .chain(() -> budgets.remove(session, budget))
                                .chain(() -> outbox.add(session, BudgetWire.removed(budget, caller)))));
    }

    Uni<BudgetView> get(WorkspaceId workspace, UUID id) {
        return transactions.read(
                workspace,
                session -> budgets.find(session, workspace, id)
                        .chain(budget -> view(session, List.of(budget)).map(List::getFirst)));
    }

    Uni<Page<BudgetView>> list(WorkspaceId workspace, PageQuery query) {
        List<String> after = query.after(1);
        return transactions.read(
                workspace,
                session -> budgets.page(
                                session, workspace, after.isEmpty() ? null : after.getFirst(), query.limitAndOneMore())
                        .chain(found -> view(session, found))
                        .map(views -> Page.of(views, query.limit(), view -> Cursor.encode(view.name()))));
    }

    private Uni<BudgetPeriod> lockCurrent(Mutiny.Session session, Budget budget) {
        Instant now = clock.instant();
        PeriodOf current = PeriodOf.at(budget, now);
        return periods.lock(session, List.of(current), now)
                .map(locked -> Objects.requireNonNull(locked.get(current.key())))
                .invoke(period -> period.limitTo(budget.limitAt(now)));
    }

    private Uni<List<BudgetView>> view(Mutiny.Session session, List<Budget> found) {
        return states.read(session, found)
                .map(rows -> found.stream()
                        .map(budget -> BudgetView.of(budget, Objects.requireNonNull(rows.get(budget)), clock.instant()))
                        .toList());
    }

    private static Audit audit(String action, UUID id) {
        return new Audit(action, "budgets/" + id);
    }
}
