package org.llmops.cost.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.cost.CostProblem;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.problem.Problem;

/** A budget's period never has more settled and leased than its limit. */
class BudgetPeriodTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void moneyMovesFromLeasedToSettledAndBack() {
        BudgetPeriod period = periodOf(100);
        period.lease(nano(60));
        period.settle(nano(25));
        period.giveBack(nano(35));

        assertThat(period.settled()).isEqualTo(nano(25));
        assertThat(period.leased()).isEqualTo(Money.ZERO);
        assertThat(period.remaining()).isEqualTo(nano(75));
    }

    @Test
    void noMoreIsLeasedThanRemains() {
        BudgetPeriod period = periodOf(100);
        period.lease(nano(60));
        period.spend(nano(10));

        assertThatThrownBy(() -> period.lease(nano(31))).isInstanceOf(IllegalStateException.class);
        period.lease(nano(30));
        assertThat(period.remaining()).isEqualTo(Money.ZERO);
    }

    @Test
    void whatIsSpentWithoutRoomTakesTheNextRoomThereIs() {
        BudgetPeriod period = periodOf(100);
        period.lease(nano(80));
        period.spend(nano(50));
        assertThat(period.settled()).isEqualTo(nano(20));
        assertThat(period.spent()).isEqualTo(nano(50));

        period.giveBack(nano(80));
        assertThat(period.settled()).isEqualTo(nano(50));
        assertThat(period.remaining()).isEqualTo(nano(50));
    }

    @Test
    void aBudgetMadeAfterMoreWasSpentHasNothingLeft() {
        BudgetPeriod period = new BudgetPeriod(budget(100), Period.DAY.spanAt(NOW), nano(250));

        assertThat(period.spent()).isEqualTo(nano(250));
        assertThat(period.remaining()).isEqualTo(Money.ZERO);
        period.changeLimit(nano(300));
        assertThat(period.remaining()).isEqualTo(nano(50));
    }

    @Test
    void aLimitIsNotLoweredBelowWhatIsSpentOrLeased() {
        BudgetPeriod period = periodOf(100);
        period.spend(nano(40));
        period.lease(nano(20));

        assertRefused(period, 39, CostProblem.LIMIT_BELOW_SPENT);
        assertRefused(period, 59, CostProblem.LIMIT_BELOW_LEASED);
        period.changeLimit(nano(60));
        assertThat(period.remaining()).isEqualTo(Money.ZERO);
    }

    @Test
    void beingSpentIsToldOnce() {
        BudgetPeriod period = periodOf(100);

        assertThat(period.tellSpent(NOW)).isTrue();
        assertThat(period.tellSpent(NOW)).isFalse();
    }

    @Test
    void aNegativeAmountMovesNothing() {
        BudgetPeriod period = periodOf(100);

        assertThatThrownBy(() -> period.spend(nano(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> period.lease(nano(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> period.giveBack(nano(1))).isInstanceOf(IllegalStateException.class);
    }

    private static void assertRefused(BudgetPeriod period, long limit, CostProblem type) {
        assertThatThrownBy(() -> period.changeLimit(nano(limit))).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.type()).isEqualTo(type);
            assertThat(problem.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error.field()).isEqualTo("limit_usd"));
        });
    }

    private static BudgetPeriod periodOf(long limit) {
        return new BudgetPeriod(budget(limit), Period.DAY.spanAt(NOW), Money.ZERO);
    }

    private static Budget budget(long limit) {
        return new Budget(new WorkspaceId("acme"), UUID.randomUUID(), "all", Period.DAY, null, nano(limit), NOW);
    }

    private static Money nano(long amount) {
        return Money.ofNanoUsd(amount);
    }
}
