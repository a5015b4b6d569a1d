package org.llmops.cost.leasing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.cost.budgets.Budget;
import org.llmops.cost.budgets.BudgetPeriod;
import org.llmops.cost.budgets.Period;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** A lease lets go of money once, however often it is told. */
class LeaseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Budget budget =
            new Budget(new WorkspaceId("acme"), UUID.randomUUID(), "all", Period.DAY, null, nano(1_000), NOW);
    private final BudgetPeriod period = new BudgetPeriod(budget, Period.DAY.spanAt(NOW), Money.ZERO);

    @Test
    void aReleaseGivesBackWhatIsNeitherSpentNorReserved() {
        Lease lease = lease(100);

        assertThat(lease.release(report(30, 20), NOW)).isEqualTo(nano(50));
        assertThat(lease.granted()).isEqualTo(nano(50));
        assertThat(lease.release(report(30, 20), NOW)).isEqualTo(Money.ZERO);
        assertThat(lease.release(report(40, 0), NOW)).isEqualTo(nano(10));
        assertThat(lease.release(report(30, 20), NOW)).as("a late repetition").isEqualTo(Money.ZERO);
    }

    @Test
    void aReleaseNeverTakesBackWhatIsRecorded() {
        Lease lease = lease(100);
        assertThat(lease.record(nano(70))).isEqualTo(nano(70));

        assertThat(lease.release(report(50, 0), NOW))
                .as("records overtook the report")
                .isEqualTo(nano(30));
        assertThat(lease.held()).isEqualTo(Money.ZERO);
    }

    @Test
    void aRecordDearerThanTheLeaseTakesWhatIsHeld() {
        Lease lease = lease(100);

        assertThat(lease.record(nano(130))).isEqualTo(nano(100));
        assertThat(lease.record(nano(10))).isEqualTo(Money.ZERO);
    }

    @Test
    void aReleasedLeaseIsNotExtended() {
        Lease lease = lease(100);
        lease.release(report(0, 10), NOW);

        lease.extend(report(0, 100), NOW.plus(MINUTE));

        assertThat(lease.expiresAt()).isEqualTo(NOW);
        assertThat(lease.granted()).isEqualTo(nano(10));
    }

    @Test
    void anExpiredLeaseHoldsNothingAndTakesNothingBack() {
        Lease lease = lease(100);
        lease.record(nano(40));

        assertThat(lease.expire()).isEqualTo(nano(60));
        assertThat(lease.record(nano(20))).as("late").isEqualTo(Money.ZERO);
        assertThat(lease.release(report(60, 0), NOW)).isEqualTo(Money.ZERO);
        assertThat(lease.expire()).isEqualTo(Money.ZERO);
        assertThat(lease.state()).isEqualTo(LeaseState.EXPIRED);
    }

    @Test
    void aSliceIsAShareOfWhatRemainsUnlessTheCallNeedsMore() {
        assertThat(slice(10, 2_000, 4)).isEqualTo(nano(250));
        assertThat(slice(10, 100, 4)).isEqualTo(nano(100));
        assertThat(slice(600, 700, 4)).isEqualTo(nano(600));
        assertThat(slice(10, 5, 4)).as("wanting less than the least").isEqualTo(nano(10));
    }

    @Test
    void aLeaseEndsWithItsPeriod() {
        Instant almostMidnight = Instant.parse("2026-03-01T23:59:30Z");

        assertThat(Purse.expiry(period, almostMidnight, MINUTE)).isEqualTo(Instant.parse("2026-03-02T00:00:00Z"));
        assertThat(Purse.expiry(period, NOW, MINUTE)).isEqualTo(NOW.plus(MINUTE));
    }

    @Test
    void oneExhaustedBudgetKeepsTheOthersWhole() {
        Budget small = new Budget(new WorkspaceId("acme"), UUID.randomUUID(), "small", Period.DAY, null, nano(5), NOW);
        Purse poor = new Purse(small, new BudgetPeriod(small, Period.DAY.spanAt(NOW), Money.ZERO));
        Purse rich = new Purse(budget, period);

        LeaseOutcome outcome =
                Purse.take(new TakeSlices("router", null, nano(6), nano(10)), List.of(rich, poor), 4, NOW, MINUTE);

        assertThat(outcome).isEqualTo(new LeaseOutcome.Exhausted(poor));
        assertThat(period.leased()).isEqualTo(Money.ZERO);
    }

    private Money slice(long atLeast, long wanted, int sharers) {
        return new TakeSlices("router", null, nano(atLeast), nano(wanted)).sliceOf(period.remaining(), sharers);
    }

    private Lease lease(long amount) {
        return Lease.of(period, UUID.randomUUID(), "router", nano(amount), NOW, NOW.plus(MINUTE));
    }

    private static Report report(long spent, long reserved) {
        return new Report(nano(spent), nano(reserved));
    }

    private static Money nano(long amount) {
        return Money.ofNanoUsd(amount);
    }
}
