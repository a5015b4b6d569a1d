package org.llmops.cost.leasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.BudgetScope;
import org.llmops.cost.budgets.BudgetTerms;
import org.llmops.cost.windows.Period;
import org.llmops.cost.windows.Window;
import org.llmops.platform.identity.WorkspaceId;

/** A lease lets go of money once, however often it is told. */
class LeaseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Window DAY = Window.of(Period.DAY);

    private final Budget budget = budget("all", 1_000);
    private final BudgetPeriod period = new BudgetPeriod(budget, DAY.spanAt(NOW), 0);

    @Test
    void aReleaseGivesBackWhatIsNeitherSpentNorReserved() {
        Lease lease = lease(100);

        assertThat(lease.release(report(30, 20), NOW)).isEqualTo(50);
        assertThat(lease.granted()).isEqualTo(50);
        assertThat(lease.release(report(30, 20), NOW)).isZero();
        assertThat(lease.release(report(40, 0), NOW)).isEqualTo(10);
        assertThat(lease.release(report(30, 20), NOW)).as("a late repetition").isZero();
    }

    @Test
    void whatIsSpentAndNotInKafkaOutlivesALeaseUntilItIsRecorded() {
        Lease lease = lease(100);
        lease.extend(new Report(60, 20, 25), NOW.plus(MINUTE));
        assertThat(lease.record(35)).isEqualTo(35);

        assertThat(lease.expire()).as("reserved or never touched").isEqualTo(40);
        assertThat(lease.state()).isEqualTo(LeaseState.AWAITED);
        assertThat(lease.record(25)).as("the late records are paid from it").isEqualTo(25);
        assertThat(lease.held()).isZero();
        assertThat(lease.giveUp()).isZero();
    }

    @Test
    void aLaterWordThatTheRecordsAreInKafkaLetsGoOfAll() {
        Lease lease = lease(100);
        lease.extend(new Report(60, 0, 60), NOW.plus(MINUTE));
        assertThat(lease.expire()).isEqualTo(40);

        assertThat(lease.release(new Report(60, 0, 10), NOW)).isEqualTo(50);
        assertThat(lease.release(new Report(60, 0, 60), NOW))
                .as("a late repetition")
                .isZero();
        assertThat(lease.held()).isEqualTo(10);
        assertThat(lease.giveUp()).isEqualTo(10);
        assertThat(lease.state()).isEqualTo(LeaseState.EXPIRED);
    }

    @Test
    void aReleaseNeverTakesBackWhatIsRecorded() {
        Lease lease = lease(100);
        assertThat(lease.record(70)).isEqualTo(70);

        assertThat(lease.release(report(50, 0), NOW))
                .as("records overtook the report")
                .isEqualTo(30);
        assertThat(lease.held()).isZero();
    }

    @Test
    void aRecordDearerThanTheLeaseTakesWhatIsHeld() {
        Lease lease = lease(100);

        assertThat(lease.record(130)).isEqualTo(100);
        assertThat(lease.record(10)).isZero();
    }

    @Test
    void aReleasedLeaseIsNotExtended() {
        Lease lease = lease(100);
        lease.release(report(0, 10), NOW);

        lease.extend(report(0, 100), NOW.plus(MINUTE));

        assertThat(lease.expiresAt()).isEqualTo(NOW);
        assertThat(lease.granted()).isEqualTo(10);
    }

    @Test
    void anExpiredLeaseHoldsNothingAndTakesNothingBack() {
        Lease lease = lease(100);
        lease.record(40);

        assertThat(lease.expire()).isEqualTo(60);
        assertThat(lease.record(20)).as("late").isZero();
        assertThat(lease.release(report(60, 0), NOW)).isZero();
        assertThat(lease.expire()).isZero();
        assertThat(lease.state()).isEqualTo(LeaseState.EXPIRED);
    }

    @Test
    void aSliceIsAShareOfWhatRemainsUnlessTheCallNeedsMore() {
        assertThat(slice(10, 2_000, 4)).isEqualTo(250);
        assertThat(slice(10, 100, 4)).isEqualTo(100);
        assertThat(slice(600, 700, 4)).isEqualTo(600);
        assertThat(slice(10, 5, 4)).as("wanting less than the least").isEqualTo(10);
    }

    @Test
    void aLeaseEndsWithItsPeriodOrAnOverride() {
        Instant almostMidnight = Instant.parse("2026-03-01T23:59:30Z");

        assertThat(Purse.expiry(budget, period, almostMidnight, MINUTE))
                .isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(Purse.expiry(budget, period, NOW, MINUTE)).isEqualTo(NOW.plus(MINUTE));
    }

    @Test
    void oneExhaustedBudgetKeepsTheOthersWhole() {
        Budget small = budget("small", 5);
        Purse poor = new Purse(small, new BudgetPeriod(small, DAY.spanAt(NOW), 0), new Wish(small.id(), 6, 10), 4);
        Purse rich = new Purse(budget, period, new Wish(budget.id(), 6, 10), 4);

        LeaseOutcome outcome = Purse.take("router", List.of(rich, poor), NOW, MINUTE);

        assertThat(outcome).isEqualTo(new LeaseOutcome.Exhausted(poor));
        assertThat(period.leased()).isZero();
    }

    private static long slice(long atLeast, long wanted, long sharers) {
        return new Wish(UUID.randomUUID(), atLeast, wanted).sliceOf(1_000, sharers);
    }

    private static Budget budget(String name, long limit) {
        return new Budget(
                new WorkspaceId("acme"),
                UUID.randomUUID(),
                BudgetTerms.of(name, DAY, BudgetScope.WORKSPACE, limit),
                NOW);
    }

    private Lease lease(long amount) {
        return Lease.of(period, UUID.randomUUID(), "router", amount, NOW, NOW.plus(MINUTE));
    }

    private static Report report(long spent, long reserved) {
        return new Report(spent, reserved, 0);
    }
}
