package org.llmops.router.reserve;

import jakarta.inject.Singleton;
import org.llmops.cost.v1.BudgetState;
import org.llmops.router.exchange.Exchange;

/** Tells routes how the budgets of a call are doing, as far as this instance knows. */
@Singleton
public class BudgetStandings {
    private final Purses purses;

    BudgetStandings(Purses purses) {
        this.purses = purses;
    }

    /** The worst of the budgets that a call of this route may be paid from. */
    public BudgetStanding of(Exchange exchange, String route) {
        BudgetBook book = purses.of(exchange.caller().workspace()).lastKnown();
        if (book.isEmpty()) {
            return BudgetStanding.NONE;
        }
        Purse[] applying = book.isUnconditional() ? book.wholly() : book.of(CallScope.of(exchange, route, book));
        BudgetStanding worst = BudgetStanding.NONE;
        for (Purse purse : applying) {
            worst = worst.or(of(purse));
        }
        return worst;
    }

    private static BudgetStanding of(Purse purse) {
        BudgetState state = purse.state();
        boolean exceeded = state == BudgetState.BUDGET_STATE_EXCEEDED;
        return new BudgetStanding(
                exceeded ? 2 : state == BudgetState.BUDGET_STATE_LOW ? 1 : 0, exceeded && purse.downgrades());
    }
}
