package org.llmops.router.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Reservation;
import org.llmops.router.v1.LeaseUse;

class PurseTest {
    private static final long SLICE = 100_000_000;

    private final MovingClock clock = new MovingClock();

    @Test
    void servesManyCallsFromOneLease() {
        FakeLeases leases = new FakeLeases().budget("month", 10 * SLICE);
        Purse purse = purse(leases);

        for (int i = 0; i < 10; i++) {
            reserved(purse, SLICE / 20).settle(SLICE / 40);
        }

        assertThat(leases.asked()).hasSize(1);
    }

    @Test
    void saysWhatWasSpentOfWhichLease() {
        Purse purse = purse(new FakeLeases().budget("day", SLICE).budget("month", SLICE));

        assertThat(reserved(purse, 10).settle(7))
                .extracting(LeaseUse::getBudgetId, LeaseUse::getNanoUsd)
                .containsExactly(tuple("day", 7L), tuple("month", 7L));
    }

    @Test
    void settlesOnlyOnce() {
        FakeLeases leases = new FakeLeases().budget("month", SLICE);
        Purse purse = purse(leases);
        Reservation reservation = reserved(purse, 10);
        reservation.settle(7);

        assertThat(reservation.settle(7)).isEmpty();
        done(purse.release());
        assertThat(leases.spent("month")).isEqualTo(7);
    }

    @Test
    void asksForNothingMoreWhereNoBudgetApplies() {
        FakeLeases leases = new FakeLeases();
        Purse purse = purse(leases);
        reserved(purse, 10);
        reserved(purse, 10);
        assertThat(leases.asked()).hasSize(1);

        clock.pass(Duration.ofSeconds(31));
        reserved(purse, 10);
        assertThat(leases.asked()).hasSize(2);
    }

    @Test
    void refusesWhatTheBudgetCannotBear() {
        FakeLeases leases = new FakeLeases().budget("rich", SLICE).budget("poor", 50);
        Purse purse = purse(leases);

        assertThat(reserve(purse, 51))
                .isInstanceOfSatisfying(
                        Reserving.Exhausted.class,
                        exhausted ->
                                assertThat(exhausted.budget().getBudgetName()).isEqualTo("poor"));
        assertThat(reserve(purse, 50)).isInstanceOf(Reserving.Reserved.class);
    }

    @Test
    void whatOneCallGivesBackAnotherMaySpend() {
        Purse purse = purse(new FakeLeases().budget("month", 100));
        Reservation first = reserved(purse, 80);
        assertThat(reserve(purse, 80)).isInstanceOf(Reserving.Exhausted.class);

        first.settle(10);
        clock.pass(Duration.ofSeconds(2));

        assertThat(reserve(purse, 80)).isInstanceOf(Reserving.Reserved.class);
    }

    /** Scraps of earlier leases add up to what a larger call needs. */
    @Test
    void leftoversGoBackBeforeACallIsRefused() {
        FakeLeases leases = new FakeLeases().budget("month", 100).grantingAtMost(60);
        Purse purse = purse(leases);
        reserved(purse, 50).settle(10);

        assertThat(reserve(purse, 85)).isInstanceOf(Reserving.Reserved.class);
        assertThat(leases.taken("month")).isLessThanOrEqualTo(100);
    }

    @Test
    void reservesNothingFromALeaseThatEndsAndTakesANewOne() {
        FakeLeases leases = new FakeLeases().budget("month", 10 * SLICE);
        leases.expiringAt(clock.instant().plusSeconds(60));
        Purse purse = purse(leases);
        Reservation old = reserved(purse, 10);
        clock.pass(Duration.ofSeconds(59));
        leases.expiringAt(clock.instant().plusSeconds(60));

        reserved(purse, 10);
        assertThat(leases.asked()).hasSize(2);
        old.settle(10);
        done(purse.report());
        assertThat(leases.spent("month")).isEqualTo(10);
    }

    @Test
    void renewsALeaseThatIsInUse() {
        FakeLeases leases = new FakeLeases().budget("month", 10 * SLICE);
        leases.expiringAt(clock.instant().plusSeconds(60));
        Purse purse = purse(leases);
        reserved(purse, 10);
        clock.pass(Duration.ofSeconds(45));
        leases.expiringAt(clock.instant().plusSeconds(60));
        done(purse.report());
        clock.pass(Duration.ofSeconds(45));

        reserved(purse, 10);
        assertThat(leases.asked()).hasSize(1);
    }

    @Test
    void givesBackWhatNobodyUses() {
        FakeLeases leases = new FakeLeases().budget("month", 10 * SLICE);
        Purse purse = purse(leases);
        reserved(purse, 10).settle(4);
        clock.pass(Duration.ofMinutes(3));
        done(purse.report());

        assertThat(leases.taken("month")).isEqualTo(4);
        assertThat(leases.spent("month")).isEqualTo(4);
    }

    @Test
    void forgetsALeaseThatTheCostServiceForgot() {
        FakeLeases leases = new FakeLeases().budget("month", 10 * SLICE);
        Purse purse = purse(leases);
        reserved(purse, 10).settle(4);
        leases.forget();
        done(purse.report());

        reserved(purse, 10);
        assertThat(leases.asked()).hasSize(2);
    }

    @Test
    void theCostServiceMayBeAwayWhileALeaseIsAtHand() {
        FakeLeases leases = new FakeLeases().budget("month", 10 * SLICE);
        Purse purse = purse(leases);
        Reservation reservation = reserved(purse, 10);
        leases.away(new IllegalStateException("away"));

        reservation.settle(3);
        reserved(purse, 10).settle(3);
        done(purse.report());
        assertThatThrownBy(() -> reserve(purse, 2 * SLICE)).hasMessage("away");

        leases.away(null);
        done(purse.report());
        assertThat(leases.spent("month")).isEqualTo(6);
    }

    @Test
    void aWorkspaceWithoutABudgetIsServedForAWhileWhileTheCostServiceIsAway() {
        FakeLeases leases = new FakeLeases();
        Purse purse = purse(leases);
        reserved(purse, 10);
        leases.away(new IllegalStateException("away"));
        clock.pass(Duration.ofMinutes(5));

        assertThat(reserve(purse, 10)).isInstanceOf(Reserving.Reserved.class);
        clock.pass(Duration.ofMinutes(1));
        assertThatThrownBy(() -> reserve(purse, 10)).hasMessage("away");
    }

    @Test
    void newBudgetsEndOldLeases() {
        FakeLeases leases = new FakeLeases();
        Purse purse = purse(leases);
        reserved(purse, 1_000);
        leases.budget("new", 10);
        purse.closeAll();

        assertThat(reserve(purse, 1_000)).isInstanceOf(Reserving.Exhausted.class);
    }

    /** Whatever many threads do at once: never more is out than the budget holds, and in the end all is accounted for. */
    @Test
    void neverSpendsMoreThanTheBudget() throws Exception {
        long limit = 5_000_000;
        FakeLeases leases = new FakeLeases().budget("month", limit).grantingAtMost(70_000);
        Purse purse = purse(leases);
        AtomicLong out = new AtomicLong();
        AtomicLong spent = new AtomicLong();
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int worker = 0; worker < 4; worker++) {
                Random random = new Random(worker);
                workers.add(threads.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        long bound = 1 + random.nextInt(20_000);
                        if (reserve(purse, bound) instanceof Reserving.Reserved(Reservation reservation)) {
                            assertThat(out.addAndGet(bound)).isLessThanOrEqualTo(limit);
                            long actual = random.nextLong(bound + 1);
                            out.addAndGet(actual - bound);
                            spent.addAndGet(actual);
                            reservation.settle(actual);
                        }
                        if (i % 50 == 0) {
                            done(purse.report());
                        }
                        assertThat(leases.taken("month")).isLessThanOrEqualTo(limit);
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        done(purse.release());
        done(purse.report());

        assertThat(spent.get()).isPositive().isLessThanOrEqualTo(limit);
        assertThat(leases.spent("month")).isEqualTo(spent.get());
        assertThat(leases.taken("month")).isEqualTo(spent.get());
    }

    private Purse purse(FakeLeases leases) {
        ReserveSettings settings = new SmallRyeConfigBuilder()
                .withMapping(ReserveSettings.class)
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(ReserveSettings.class);
        List<Purse> self = new ArrayList<>();
        Purse purse = new Purse(
                new WorkspaceId("acme"),
                "shop",
                "router-1",
                leases,
                settings,
                clock,
                () -> self.getFirst().release());
        self.add(purse);
        return purse;
    }

    private static Reserving reserve(Purse purse, long bound) {
        return purse.reserve(bound).await().atMost(Duration.ofSeconds(5));
    }

    private static Reservation reserved(Purse purse, long bound) {
        return ((Reserving.Reserved) reserve(purse, bound)).reservation();
    }

    private static void done(Uni<Void> work) {
        work.await().atMost(Duration.ofSeconds(5));
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        private void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
