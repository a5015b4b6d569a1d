package org.llmops.router.reserve;

import java.util.List;
import java.util.Map;
import org.llmops.router.exchange.Target;
import org.llmops.router.price.Quote;

/**
 * The most that a call may take of a budget, whichever of its targets answers.
 *
 * @param tier the service tier that is asked for
 */
record Bounds(List<Target> targets, Map<Target, Quote> quotes, UsageBound usage, String tier) {
    /** In the budget's unit; 0 when the budget pays for none of the targets, or nothing has to be paid. */
    long of(Purse purse) {
        long most = 0;
        for (Target target : targets) {
            if (purse.scope().covers(target)) {
                most = Math.max(most, of(purse, target));
            }
        }
        return most;
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
