package org.llmops.cost.budgets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.cost.CostProblem;
import org.llmops.cost.windows.Period;
import org.llmops.cost.windows.Window;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.problem.Problem;

/** A budget's period never has more settled and leased than its limit. */
class BudgetPeriodTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Window DAY = Window.of(Period.DAY);

    @Test
    void moneyMovesFromLeasedToSettledAndBack() {
        BudgetPeriod period = periodOf(100);
        period.lease(60);
        period.settle(25);
        period.giveBack(35);

        assertThat(period.settled()).isEqualTo(25);
        assertThat(period.leased()).isZero();
        assertThat(period.remaining()).isEqualTo(75);
    }

    @Test
    void noMoreIsLeasedThanRemains() {
        BudgetPeriod period = periodOf(100);
        period.lease(60);
        period.spend(10);

        assertThatThrownBy(() -> period.lease(31)).isInstanceOf(IllegalStateException.class);
        period.lease(30);
        assertThat(period.remaining()).isZero();
    }

    @Test
    void whatIsSpentWithoutRoomTakesTheNextRoomThereIs() {
        BudgetPeriod period = periodOf(100);
        period.lease(80);
        period.spend(50);
        assertThat(period.settled()).isEqualTo(20);
        assertThat(period.spent()).isEqualTo(50);

        period.giveBack(80);
        assertThat(period.settled()).isEqualTo(50);
        assertThat(period.remaining()).isEqualTo(50);
    }

    @Test
    void aBudgetMadeAfterMoreWasSpentHasNothingLeft() {
        BudgetPeriod period = new BudgetPeriod(budget(100), DAY.spanAt(NOW), 250);

        assertThat(period.spent()).isEqualTo(250);
        assertThat(period.remaining()).isZero();
        period.changeLimit(BudgetUnit.USD, 300);
        assertThat(period.remaining()).isEqualTo(50);
    }

    @Test
    void aLimitIsNotLoweredBelowWhatIsSpentOrLeased() {
        BudgetPeriod period = periodOf(100);
        period.spend(40);
        period.lease(20);

        assertRefused(period, 39, CostProblem.LIMIT_BELOW_SPENT);
        assertRefused(period, 59, CostProblem.LIMIT_BELOW_LEASED);
        period.changeLimit(BudgetUnit.USD, 60);
        assertThat(period.remaining()).isZero();
    }

    @Test
    void aRefusedLimitNamesBothFigures() {
        BudgetPeriod period = periodOf(3_000_000_000L);
        period.spend(2_500_000_000L);

        assertThatThrownBy(() -> period.changeLimit(BudgetUnit.USD, 1_000_000_000L))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem ->
                                assertThat(problem.getMessage()).contains("2.50 USD is spent", "more than 1.00 USD"));
    }

    @Test
    void anOverrideThatEndsKeepsWhatIsLeasedAndGrantsNothingNew() {
        BudgetPeriod period = periodOf(100);
        period.limitTo(300);
        period.lease(120);
        period.spend(150);

        period.limitTo(100);
        assertThat(period.limit()).as("what may be spent at this moment").isEqualTo(120);
        assertThat(period.spent()).isEqualTo(150);
        assertThat(period.remaining()).isZero();

        period.giveBack(120);
        period.limitTo(100);
        assertThat(period.limit()).isEqualTo(100);
        assertThat(period.spent()).isEqualTo(150);
        assertThat(period.remaining()).isZero();
    }

    @Test
    void whatAPeriodLeavesIsAddedToTheNextOnceAndUpToTheCap() {
        Budget budget = carrying(100, 30L);
        BudgetPeriod before = new BudgetPeriod(budget, DAY.spanAt(NOW.minus(Duration.ofDays(1))), 20);
        before.lease(60);
        BudgetPeriod period = new BudgetPeriod(budget, DAY.spanAt(NOW), 0);

        period.carry(budget, before);
        before.giveBack(60);
        period.carry(budget, before);

        assertThat(period.carried()).as("what is leased may be spent yet").isEqualTo(20);
        assertThat(period.limit()).isEqualTo(120);
        BudgetPeriod next = new BudgetPeriod(budget, DAY.spanAt(NOW.plus(Duration.ofDays(1))), 0);
        next.carry(budget, period);
        assertThat(next.carried()).as("at most").isEqualTo(30);
    }

    @Test
    void whatIsTakenBackMakesRoomForWhatHadNone() {
        BudgetPeriod period = periodOf(100);
        period.spend(130);

        period.credit(50);

        assertThat(period.spent()).isEqualTo(80);
        assertThat(period.remaining()).isEqualTo(20);
    }

    @Test
    void whatIsOlderThanARollingWindowFallsOff() {
        Duration step = Duration.ofMinutes(24);
        BudgetPeriod period = periodOf(100);
        period.spend(70);
        period.remember(step, NOW, 70);
        period.spend(50);
        period.remember(step, NOW.plus(Duration.ofHours(12)), 50);
        assertThat(period.remaining()).isZero();

        period.roll(step, NOW.plus(Duration.ofHours(24)));
        assertThat(period.spent()).as("not a moment too early").isEqualTo(120);
        period.roll(step, NOW.plus(Duration.ofHours(24)).plus(step.multipliedBy(2)));
        assertThat(period.spent()).isEqualTo(50);
        assertThat(period.remaining()).isEqualTo(50);
    }

    @Test
    void eachThresholdIsToldOnceUntilItIsReachedAgain() {
        BudgetPeriod period = periodOf(100);
        Thresholds thresholds = new Thresholds(List.of(80, 50, 100));
        period.spend(49);
        assertThat(period.tellReached(thresholds)).isZero();
        period.spend(32);
        assertThat(period.tellReached(thresholds)).as("the highest").isEqualTo(80);
        assertThat(period.tellReached(thresholds)).isZero();
        assertThat(period.standing(thresholds)).isEqualTo(BudgetStanding.LOW);
        period.credit(40);
        assertThat(period.tellReached(thresholds)).isZero();
        period.spend(70);
        assertThat(period.tellReached(thresholds)).isEqualTo(100);
        assertThat(period.standing(thresholds)).isEqualTo(BudgetStanding.EXCEEDED);
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

        assertThatThrownBy(() -> period.spend(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> period.lease(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> period.giveBack(1)).isInstanceOf(IllegalStateException.class);
    }

    private static void assertRefused(BudgetPeriod period, long limit, CostProblem type) {
        assertThatThrownBy(() -> period.changeLimit(BudgetUnit.USD, limit))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.type()).isEqualTo(type);
                    assertThat(problem.errors())
                            .singleElement()
                            .satisfies(error -> assertThat(error.field()).isEqualTo("limit_usd"));
                });
    }

    private static BudgetPeriod periodOf(long limit) {
        return new BudgetPeriod(budget(limit), DAY.spanAt(NOW), 0);
    }

    private static Budget carrying(long limit, Long most) {
        return new Budget(
                new WorkspaceId("acme"),
                UUID.randomUUID(),
                new BudgetTerms(
                        "carrying",
                        BudgetUnit.USD,
                        limit,
                        DAY,
                        BudgetScope.WORKSPACE,
                        true,
                        most,
                        OnExceeded.REFUSE,
                        Thresholds.USUAL,
                        false),
                NOW.minus(Duration.ofDays(9)));
    }

    private static Budget budget(long limit) {
        return new Budget(
                new WorkspaceId("acme"),
                UUID.randomUUID(),
                BudgetTerms.of("all", DAY, BudgetScope.WORKSPACE, limit),
                NOW);
    }
}
