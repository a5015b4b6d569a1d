package org.llmops.cost.budgets;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.budgets.BudgetPeriods.PeriodOf;
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
    private final Transactions transactions;
    private final Budgets budgets;
    private final BudgetPeriods periods;
    private final Outbox outbox;
    private final Clock clock;

    BudgetKeeping(Transactions transactions, Budgets budgets, BudgetPeriods periods, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.budgets = budgets;
        this.periods = periods;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A budget that is created in the middle of a period counts what the period has cost so far. */
    Uni<BudgetView> create(Caller caller, BudgetRequest request) {
        Budget budget = new Budget(
                caller.workspace(),
                Ids.next(),
                request.name(),
                request.period(),
                request.app(),
                request.limitUsd(),
                clock.instant());
        return transactions.mutate(
                caller,
                audit("budget.create", budget.id()),
                session -> periods.changeBudgets(session, caller.workspace())
                        .chain(() -> budgets.add(session, budget))
                        .chain(() -> lockCurrent(session, budget))
                        .call(() -> outbox.add(session, BudgetWire.changed(budget, caller)))
                        .map(period -> BudgetView.of(budget, period)));
    }

    Uni<BudgetView> change(Caller caller, UUID id, BudgetRequest request) {
        return transactions.mutate(
                caller,
                audit("budget.change", id),
                session -> budgets.get(session, caller.workspace(), id)
                        .chain(budget -> lockCurrent(session, budget)
                                .invoke(period -> {
                                    budget.change(request.name(), request.period(), request.app(), request.limitUsd());
                                    period.changeLimit(request.limitUsd());
                                })
                                .call(() -> budgets.flush(session, budget))
                                .call(() -> outbox.add(session, BudgetWire.changed(budget, caller)))
                                .map(period -> BudgetView.of(budget, period))));
    }

    /** Its leases go too: who holds one is told, at its next message, that there is no such lease. */
    Uni<Void> remove(Caller caller, UUID id) {
        return transactions.mutate(
                caller,
                audit("budget.remove", id),
                session -> periods.changeBudgets(session, caller.workspace())
                        .chain(() -> budgets.get(session, caller.workspace(), id))
                        .chain(budget -> periods.lockAll(session, budget)
                                .chain(() -> budgets.remove(session, budget))
                                .chain(() -> outbox.add(session, BudgetWire.removed(budget, caller)))));
    }

    Uni<BudgetView> get(WorkspaceId workspace, UUID id) {
        return transactions.read(
                workspace,
                session -> budgets.get(session, workspace, id)
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
        PeriodOf current = current(budget);
        return periods.lock(session, List.of(current)).map(locked -> locked.get(current.key()));
    }

    /** A period without a row has seen neither a lease nor a call. */
    private Uni<List<BudgetView>> view(Mutiny.Session session, List<Budget> found) {
        return periods.read(session, found.stream().map(this::current).toList())
                .map(rows -> found.stream()
                        .map(budget -> {
                            PeriodOf current = current(budget);
                            BudgetPeriod row = rows.get(current.key());
                            return BudgetView.of(
                                    budget, row == null ? BudgetPeriod.untouched(budget, current.span()) : row);
                        })
                        .toList());
    }

    private PeriodOf current(Budget budget) {
        return PeriodOf.at(budget, clock.instant());
    }

    private static Audit audit(String action, UUID id) {
        return new Audit(action, "budgets/" + id);
    }
}
