package org.llmops.router.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.llmops.router.reserve.ModelCosts.SECOND;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.llmops.cost.v1.BudgetScope;
import org.llmops.cost.v1.BudgetState;
import org.llmops.cost.v1.BudgetUnit;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Reservation;
import org.llmops.router.exchange.Spent;
import org.llmops.router.v1.LeaseUse;

/** A router spends what it was lent, and asks seldom. */
class WalletTest {
    private static final long SLICE = 100_000_000;
    private static final CallScope SHOP = new CallScope(null, "shop", "k1", null, null, null, Map.of());

    private final AtomicLong clock = new AtomicLong(5 * SECOND);
    private final ModelCosts costs = new ModelCosts(clock::get);
    private final FakeRecords records = new FakeRecords();
    private final Wallet wallet = wallet(costs, records, clock);

    @Test
    void servesManyCallsFromOneLease() {
        costs.budget("month", 100 * SLICE);

        for (int i = 0; i < 100; i++) {
            settle(reserved(SLICE / 20), SLICE / 400);
        }

        assertThat(costs.asked()).hasSize(1);
        assertThat(costs.settles()).isZero();
    }

    /** Bounds far above what calls cost, which once made every call a message. */
    @Test
    void asksSeldomHoweverManyCallsAreUnderWay() {
        costs.budget("month", 10_000_000 * SLICE);
        Deque<Reservation> underWay = new ArrayDeque<>();
        int messages = 0;

        for (int second = 0; second < 40; second++) {
            messages = second == 20 ? costs.asked().size() + costs.settles() : messages;
            for (int call = 0; call < 500; call++) {
                clock.addAndGet(SECOND / 500);
                underWay.add(reserved(SLICE * 2 / 3));
                if (underWay.size() > 512) {
                    settle(underWay.remove(), SLICE / 200);
                }
            }
            report();
        }

        assertThat(costs.asked().size() + costs.settles() - messages)
                .as("for 10,000 calls")
                .isLessThan(100);
    }

    @Test
    void asksForMoreTheSoonerItHasToAskAgain() {
        costs.budget("month", 1_000_000 * SLICE);

        for (int i = 0; i < 2_000; i++) {
            settle(reserved(SLICE / 20), SLICE / 20);
            clock.addAndGet(SECOND / 1_000);
        }

        assertThat(costs.asked()).hasSizeBetween(2, 8);
    }

    @Test
    void saysWhatWasSpentOfWhichLease() {
        costs.budget("day", 10 * SLICE).budget("month", 10 * SLICE);

        assertThat(settle(reserved(10), 7))
                .extracting(LeaseUse::getBudgetId, LeaseUse::getNanoUsd)
                .containsExactlyInAnyOrder(tuple("day", 7L), tuple("month", 7L));
        assertThat(costs.asked()).as("both in one message").hasSize(1);
    }

    @Test
    void eachUnitCountsWhatItCounts() {
        costs.budget("usd", 10 * SLICE)
                .budget("tokens", 1_000_000)
                .counting("tokens", BudgetUnit.BUDGET_UNIT_TOKENS)
                .budget("requests", 1_000)
                .counting("requests", BudgetUnit.BUDGET_UNIT_REQUESTS);

        assertThat(reserved(10).settle(new Spent(7, 500, 1, Calls.TARGET)))
                .extracting(LeaseUse::getBudgetId, LeaseUse::getNanoUsd)
                .containsExactlyInAnyOrder(tuple("usd", 7L), tuple("tokens", 500L), tuple("requests", 1L));
    }

    @Test
    void aBudgetOfAnotherModelIsNotSpent() {
        costs.budget(
                "other", 10 * SLICE, BudgetScope.newBuilder().setModel("other").build(), false);

        assertThat(settle(reserved(10), 7)).isEmpty();

        clock.addAndGet(30 * SECOND);
        report();
        assertThat(costs.leased("other")).as("all of it is back").isZero();
    }

    @Test
    void settlesOnlyOnce() {
        costs.budget("month", SLICE);
        Reservation reservation = reserved(10);
        costs.record(settle(reservation, 7));

        assertThat(settle(reservation, 7)).isEmpty();
        done(wallet.release());
        assertThat(costs.remaining("month")).isEqualTo(SLICE - 7);
    }

    @Test
    void aWorkspaceWithoutABudgetAsksForNothing() {
        assertThat(reserve(10)).isEqualTo(Reserving.UNBOUNDED);
        assertThat(costs.asked()).isEmpty();
        assertThat(wallet.known()).isNotNull();

        clock.addAndGet(31 * SECOND);
        costs.budget("new", 5);
        assertThat(wallet.known()).as("believed, and asked for beside").isNotNull();
        assertThat(reserve(10)).isInstanceOf(Reserving.Exhausted.class);
    }

    @Test
    void refusesWhatABudgetCannotBearAndTakesNothingOfTheOthers() {
        costs.budget("rich", SLICE).budget("poor", 50);

        assertThat(reserve(51))
                .isInstanceOfSatisfying(
                        Reserving.Exhausted.class,
                        exhausted ->
                                assertThat(exhausted.budget().getBudgetName()).isEqualTo("poor"));
        assertThat(costs.leased("rich")).isZero();
        assertThat(reserve(50)).isInstanceOf(Reserving.Reserved.class);
    }

    @Test
    void whatOneCallGivesBackAnotherMaySpend() {
        costs.budget("month", 100);
        Reservation first = reserved(80);
        assertThat(reserve(80)).isInstanceOf(Reserving.Exhausted.class);

        costs.record(settle(first, 10));
        clock.addAndGet(2 * SECOND);

        assertThat(reserve(80)).isInstanceOf(Reserving.Reserved.class);
    }

    @Test
    void leftoversGoBackBeforeACallIsRefused() {
        costs.budget("month", 100).grantingAtMost(60);
        costs.record(settle(reserved(50), 10));

        assertThat(reserve(85)).isInstanceOf(Reserving.Reserved.class);
        costs.checkThatNothingIsOvershot();
    }

    @Test
    void aBudgetThatDowngradesLetsCallsPassAndSaysSo() {
        costs.budget("soft", 100, BudgetScope.getDefaultInstance(), true);
        reserved(90);
        assertThat(standing()).isEqualTo(BudgetState.BUDGET_STATE_OK);

        Reservation beyond = reserved(50);

        assertThat(settle(beyond, 50)).as("no lease paid for it").isEmpty();
        assertThat(standing()).isEqualTo(BudgetState.BUDGET_STATE_EXCEEDED);
        int asked = costs.asked().size();
        reserved(50);
        assertThat(costs.asked()).as("remembered").hasSize(asked);
    }

    @Test
    void reservesNothingFromALeaseThatEndsAndTakesANewOne() {
        costs.budget("month", 100 * SLICE);
        Reservation old = reserved(10);
        clock.addAndGet(39 * SECOND);

        reserved(10);
        assertThat(costs.asked()).hasSize(2);
        costs.record(settle(old, 10));
        costs.checkThatNothingIsOvershot();
    }

    @Test
    void renewsALeaseThatIsInUse() {
        costs.budget("month", 100 * SLICE);
        Reservation long1 = reserved(10);
        for (int second = 0; second < 120; second++) {
            clock.addAndGet(SECOND);
            report();
            costs.reclaim();
        }

        costs.record(settle(long1, 10));
        costs.checkThatNothingIsOvershot();
        assertThat(costs.asked()).hasSize(1);
        assertThat(costs.settles()).as("once in 25 seconds").isBetween(4, 5);
    }

    @Test
    void givesBackWhatNobodyUses() {
        costs.budget("month", 10 * SLICE);
        costs.record(settle(reserved(10), 4));
        report();
        clock.addAndGet(21 * SECOND);
        report();

        assertThat(costs.leased("month")).isZero();
        assertThat(costs.settled("month")).isEqualTo(4);
    }

    @Test
    void givesBackSoonerWhereLittleIsLeft() {
        costs.budget("month", 10 * SLICE);
        costs.record(settle(reserved(9 * SLICE), 9 * SLICE));
        costs.record(settle(reserved(10), 1));
        report();
        clock.addAndGet(3 * SECOND);
        report();

        assertThat(costs.leased("month")).isZero();
    }

    @Test
    void holdsWhatIsSpentForAsLongAsItsRecordsDoNotGetThrough() {
        costs.budget("month", 100);
        records.away(true);
        List<LeaseUse> late = settle(reserved(40), 30);
        for (int second = 0; second < 300; second++) {
            clock.addAndGet(SECOND);
            report();
            costs.reclaim();
        }
        assertThat(costs.remaining("month")).as("nobody else gets it").isEqualTo(70);

        costs.record(late);
        records.away(false);
        clock.addAndGet(SECOND);
        report();
        int settles = costs.settles();
        clock.addAndGet(60 * SECOND);
        report();

        assertThat(costs.settles()).as("nothing more to tell").isEqualTo(settles);
        costs.checkThatNothingIsOvershot();
        assertThat(costs.remaining("month")).isEqualTo(70);
    }

    @Test
    void whatItToldOfIsHeldEvenWhenItVanishes() {
        costs.budget("month", 100);
        records.away(true);
        List<LeaseUse> late = settle(reserved(40), 30);
        report();
        clock.addAndGet(SECOND);
        report();
        clock.addAndGet(600 * SECOND);
        costs.reclaim();
        assertThat(costs.remaining("month")).as("the rest is back").isEqualTo(70);

        costs.record(late);
        costs.checkThatNothingIsOvershot();
        assertThat(costs.settled("month")).isEqualTo(30);
    }

    @Test
    void recordsThatGetThroughCostNoMessage() {
        costs.budget("month", 100 * SLICE);
        for (int second = 0; second < 20; second++) {
            clock.addAndGet(SECOND);
            costs.record(settle(reserved(10), 10));
            report();
        }

        assertThat(costs.settles()).isZero();
    }

    @Test
    void forgetsALeaseThatTheCostServiceForgot() {
        costs.budget("month", 10 * SLICE);
        settle(reserved(10), 4);
        costs.forget();
        clock.addAndGet(26 * SECOND);
        report();

        reserved(10);
        assertThat(costs.asked()).hasSize(2);
    }

    @Test
    void theCostServiceMayBeAwayWhileALeaseIsAtHand() {
        costs.budget("month", 10 * SLICE);
        Reservation reservation = reserved(10);
        costs.away(new IllegalStateException("away"));

        settle(reservation, 3);
        settle(reserved(10), 3);
        report();

        assertThatThrownBy(() -> reserve(9 * SLICE)).hasMessage("away");
    }

    @Test
    void aWorkspaceIsServedForAWhileWhileTheCostServiceIsAway() {
        reserve(10);
        costs.away(new IllegalStateException("away"));
        clock.addAndGet(300 * SECOND);

        assertThat(reserve(10)).isEqualTo(Reserving.UNBOUNDED);
        clock.addAndGet(60 * SECOND);
        assertThat(wallet.known()).isNull();
        assertThatThrownBy(() -> reserve(10)).hasMessage("away");
    }

    @Test
    void newsOfABudgetIsBelievedAtOnceAndOldSlicesStay() {
        costs.budget("old", 10 * SLICE);
        settle(reserved(1_000), 0);
        costs.budget("new", 10);
        wallet.budgetsChanged();

        assertThat(reserve(1_000)).isInstanceOf(Reserving.Exhausted.class);
        assertThat(costs.asked().getLast().getWishesList())
                .as("only of what is lacking")
                .extracting(wish -> wish.getBudgetId())
                .containsExactly("new");
    }

    @Test
    void aRemovedBudgetBoundsNothingEvenBeforeTheNewsOfIt() {
        costs.budget("month", 100);
        reserved(90);
        costs.remove("month");

        assertThat(reserve(1_000)).isInstanceOf(Reserving.Reserved.class);
        assertThat(reserve(1_000)).isEqualTo(Reserving.UNBOUNDED);
    }

    /** Whatever many threads do at once: never more is out than the budget holds, and in the end all is accounted for. */
    @Test
    void neverSpendsMoreThanTheBudget() throws Exception {
        long limit = 5_000_000;
        costs.budget("month", limit).grantingAtMost(70_000);
        AtomicLong out = new AtomicLong();
        AtomicLong spent = new AtomicLong();
        List<Future<?>> workers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int worker = 0; worker < 4; worker++) {
                Random random = new Random(worker);
                workers.add(threads.submit(() -> {
                    for (int i = 0; i < 500; i++) {
                        long bound = 1 + random.nextInt(20_000);
                        if (reserve(bound) instanceof Reserving.Reserved(Reservation reservation)) {
                            assertThat(out.addAndGet(bound)).isLessThanOrEqualTo(limit);
                            long actual = random.nextLong(bound + 1);
                            out.addAndGet(actual - bound);
                            spent.addAndGet(actual);
                            costs.record(settle(reservation, actual));
                        }
                        if (i % 50 == 0) {
                            report();
                        }
                        costs.checkThatNothingIsOvershot();
                    }
                }));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        }
        done(wallet.release());
        report();

        assertThat(spent.get()).isPositive().isLessThanOrEqualTo(limit);
        assertThat(costs.settled("month")).isEqualTo(spent.get());
        assertThat(costs.leased("month")).isZero();
    }

    static Wallet wallet(Leases leases, FakeRecords records, AtomicLong clock) {
        ReserveSettings settings = new SmallRyeConfigBuilder()
                .withMapping(ReserveSettings.class)
                .addDiscoveredConverters()
                .build()
                .getConfigMapping(ReserveSettings.class);
        return new Wallet(new WorkspaceId("acme"), "router-1", leases, records, settings, clock::get);
    }

    private BudgetState standing() {
        return wallet.lastKnown().purses().iterator().next().state();
    }

    private Reserving reserve(long bound) {
        BudgetBook book = wallet.known();
        Purse[] purses = (book == null ? wallet.load().await().atMost(Duration.ofSeconds(20)) : book).of(SHOP);
        long[] bounds = new long[purses.length];
        Arrays.fill(bounds, bound);
        return wallet.reserve(purses, bounds).await().atMost(Duration.ofSeconds(20));
    }

    private Reservation reserved(long bound) {
        return ((Reserving.Reserved) reserve(bound)).reservation();
    }

    private List<LeaseUse> settle(Reservation reservation, long nanoUsd) {
        List<LeaseUse> uses = reservation.settle(new Spent(nanoUsd, 0, 1, Calls.TARGET));
        records.published();
        reservation.recorded();
        return uses;
    }

    private void report() {
        done(wallet.report());
    }

    private static void done(Uni<Void> work) {
        work.await().atMost(Duration.ofSeconds(20));
    }
}
