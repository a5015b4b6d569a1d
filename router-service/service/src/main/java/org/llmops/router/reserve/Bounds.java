package org.llmops.router.reserve;

import java.util.List;
import java.util.Map;
import org.llmops.cost.v1.BudgetUnit;
import org.llmops.router.exchange.Step;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.Quote;
import org.llmops.router.routes.document.Trigger;

/**
 * The most that a call may take of a budget, whichever of its targets answers.
 *
 * @param tier the service tier that is asked for
 */
record Bounds(List<Step> steps, Map<Target, Quote> quotes, UsageBound usage, String tier) {
    /**
     * In the budget's unit; 0 when the budget pays for none of the targets, or nothing has to be paid. One target answers,
     * and so the dearest bounds the call; but where an answer may be discarded, more than one is paid with it.
     */
    long of(Purse purse) {
        long most = 0;
        for (Step step : steps) {
            if (purse.scope().covers(step.target())) {
                most = Math.max(most, of(purse, step.target()));
            }
        }
        return most == 0 ? 0 : most + discarded(purse);
    }

    private long discarded(Purse purse) {
        long sum = 0;
        if (purse.unit() == BudgetUnit.BUDGET_UNIT_USD || purse.unit() == BudgetUnit.BUDGET_UNIT_UNSPECIFIED) {
            for (Step step : steps) {
                sum += step.leadsOn(Trigger.CONTENT_FILTER, 0) ? money(step.target()) : 0;
            }
        }
        return sum;
    }

    private long of(Purse purse, Target target) {
        return switch (purse.unit()) {
            case BUDGET_UNIT_TOKENS -> usage.input() + usage.output(target);
            case BUDGET_UNIT_REQUESTS -> 1;
            default -> money(target);
        };
    }

    private long money(Target target) {
        Quote quote = quotes.get(target);
        return quote == null || quote.unpriced()
                ? 0
                : quote.bound(usage.input(), usage.output(target), tier).nanoUsd();
    }
}
