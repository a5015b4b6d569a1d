package org.llmops.cost.budgets;

import com.google.protobuf.Timestamp;
import org.llmops.cost.CostEvents;
import org.llmops.cost.v1.BudgetChanged;
import org.llmops.cost.v1.BudgetSpent;
import org.llmops.cost.v1.CostEvent;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.OutgoingEvent;

/** Budgets as messages. */
public final class BudgetWire {
    private BudgetWire() {}

    static OutgoingEvent changed(Budget budget, Caller by) {
        return event(
                budget,
                CostEvent.newBuilder()
                        .setBudgetChanged(BudgetChanged.newBuilder()
                                .setBudgetId(budget.id().toString())
                                .setLimitNanoUsd(budget.limit().nanoUsd())
                                .setChangedBy(by.subject()))
                        .build());
    }

    static OutgoingEvent removed(Budget budget, Caller by) {
        return event(
                budget,
                CostEvent.newBuilder()
                        .setBudgetChanged(BudgetChanged.newBuilder()
                                .setBudgetId(budget.id().toString())
                                .setChangedBy(by.subject()))
                        .build());
    }

    public static OutgoingEvent spent(Budget budget, BudgetPeriod period) {
        BudgetSpent.Builder spent = BudgetSpent.newBuilder()
                .setBudgetId(budget.id().toString())
                .setLimitNanoUsd(period.limit().nanoUsd());
        if (period.endsAt() != null) {
            spent.setResetsAt(Timestamp.newBuilder().setSeconds(period.endsAt().getEpochSecond()));
        }
        return event(budget, CostEvent.newBuilder().setBudgetSpent(spent).build());
    }

    private static OutgoingEvent event(Budget budget, CostEvent event) {
        return CostEvents.in(budget.workspace(), "budgets/" + budget.id(), event);
    }
}
