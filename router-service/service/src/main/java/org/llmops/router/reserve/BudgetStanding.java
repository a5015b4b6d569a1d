package org.llmops.router.reserve;

import java.util.List;

/**
 * How the budgets of a call are doing.
 *
 * @param worst 0: well; 1: one has little left; 2: one is spent
 * @param downgrade one is spent that lets calls pass, and wants them cheap
 */
public record BudgetStanding(int worst, boolean downgrade) {
    /** Nothing is wrong, or no budget applies. */
    public static final BudgetStanding NONE = new BudgetStanding(0, false);

    private static final List<String> WORDS = List.of("ok", "low", "exceeded");

    BudgetStanding or(BudgetStanding other) {
        return new BudgetStanding(Math.max(worst, other.worst), downgrade || other.downgrade);
    }

    /** {@code ok}, {@code low} or {@code exceeded}. */
    public String state() {
        return WORDS.get(worst);
    }
}
