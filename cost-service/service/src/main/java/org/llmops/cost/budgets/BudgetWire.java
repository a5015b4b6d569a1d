package org.llmops.cost.budgets;

import com.google.protobuf.Timestamp;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.CostEvents;
import org.llmops.cost.v1.BudgetChanged;
import org.llmops.cost.v1.BudgetInForce;
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
                                .setLimitNanoUsd(budget.limit())
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
        BudgetSpent.Builder spent =
                BudgetSpent.newBuilder().setBudgetId(budget.id().toString()).setLimitNanoUsd(period.limit());
        if (period.endsAt() != null) {
            spent.setResetsAt(Timestamp.newBuilder().setSeconds(period.endsAt().getEpochSecond()));
        }
        return event(budget, CostEvent.newBuilder().setBudgetSpent(spent).build());
    }

    /** As routers have to know them. */
    public static BudgetInForce inForce(BudgetState state) {
        return BudgetInForce.newBuilder()
                .setBudgetId(state.id().toString())
                .setName(state.name())
                .setUnit(unit(state.unit()))
                .setScope(scope(state.scope()))
                .setDowngrades(state.downgrades())
                .setState(state(state.standing()))
                .build();
    }

    public static org.llmops.cost.v1.BudgetUnit unit(BudgetUnit unit) {
        return switch (unit) {
            case USD -> org.llmops.cost.v1.BudgetUnit.BUDGET_UNIT_USD;
            case TOKENS -> org.llmops.cost.v1.BudgetUnit.BUDGET_UNIT_TOKENS;
            case REQUESTS -> org.llmops.cost.v1.BudgetUnit.BUDGET_UNIT_REQUESTS;
        };
    }

    public static org.llmops.cost.v1.BudgetState state(BudgetStanding standing) {
        return switch (standing) {
            case OK -> org.llmops.cost.v1.BudgetState.BUDGET_STATE_OK;
            case LOW -> org.llmops.cost.v1.BudgetState.BUDGET_STATE_LOW;
            case EXCEEDED -> org.llmops.cost.v1.BudgetState.BUDGET_STATE_EXCEEDED;
        };
    }

    private static org.llmops.cost.v1.BudgetScope scope(BudgetScope scope) {
        return org.llmops.cost.v1.BudgetScope.newBuilder()
                .setTeam(orEmpty(scope.team()))
                .setApp(orEmpty(scope.app()))
                .setKey(orEmpty(scope.key()))
                .setEndUser(orEmpty(scope.endUser()))
                .setProvider(orEmpty(scope.provider()))
                .setModel(orEmpty(scope.model()))
                .setRoute(orEmpty(scope.route()))
                .setPrompt(orEmpty(scope.prompt()))
                .putAllTags(scope.tags())
                .build();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static OutgoingEvent event(Budget budget, CostEvent event) {
        return CostEvents.in(budget.workspace(), "budgets/" + budget.id(), event);
    }
}
