package org.llmops.cost.leasing;

import static org.llmops.cost.CostProblem.LEASE_REQUEST_INVALID;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetUnit;
import org.llmops.cost.budgets.CallScope;
import org.llmops.cost.teams.TeamApps;

/**
 * A router instance's wish to reserve from budgets.
 *
 * @param holder the instance
 * @param wishes what it needs of which budget; empty when it does not know the budgets
 * @param app then: the application whose calls it is for; absent: calls of no application
 * @param atLeast then: the least that is of use, nano-USD
 * @param wanted then: what would be convenient, nano-USD
 */
record TakeSlices(
        String holder, List<Wish> wishes, @Nullable String app, long atLeast, long wanted) {
    private static final int MOST_WISHES = 200;

    TakeSlices {
        wishes = List.copyOf(wishes);
        if (holder.isBlank() || holder.length() > 200) {
            throw LEASE_REQUEST_INVALID.at("holder", "Name the instance that will hold the lease");
        }
        if (atLeast < 0) {
            throw LEASE_REQUEST_INVALID.at("at_least_nano_usd", "An amount is 0 or more");
        }
        if (wishes.size() > MOST_WISHES
                || wishes.stream().map(Wish::budget).collect(Collectors.toSet()).size() < wishes.size()) {
            throw LEASE_REQUEST_INVALID.at("wishes", "Name each budget once, and at most " + MOST_WISHES);
        }
    }

    static TakeSlices of(String holder, List<Wish> wishes) {
        return new TakeSlices(holder, wishes, null, 0, 0);
    }

    /** What is needed of the budgets there are. */
    List<Wish> among(List<Budget> budgets, TeamApps teams) {
        return wishes.isEmpty()
                ? budgets.stream()
                        .filter(budget -> budget.unit() == BudgetUnit.USD)
                        .filter(budget ->
                                budget.scope().covers(CallScope.ofApp(teams.teamOf(budget.workspace(), app), app)))
                        .map(budget -> new Wish(budget.id(), atLeast, wanted))
                        .toList()
                : wishes;
    }
}
