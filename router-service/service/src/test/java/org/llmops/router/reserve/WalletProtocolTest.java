package org.llmops.router.reserve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.router.reserve.ModelCosts.SECOND;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llmops.cost.v1.BudgetScope;
import org.llmops.router.exchange.Reservation;
import org.llmops.router.exchange.Spent;
import org.llmops.router.v1.LeaseUse;

/**
 * Routers as they run in production, against a model of the cost service, over a mail that delivers in any order, loses
 * and repeats. Whatever happens, no budget is overshot, and what nobody spent is usable again one lease time after the
 * last word. Each run is a random interleaving; its seed is the test's name.
 */
class WalletProtocolTest {
    private static final int STEPS = 1_500;
    private static final long LONGEST_CALL = 10 * SECOND;
    private static final long LATEST_RECORD = 5 * SECOND;

    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, 80), LongStream.of(System.nanoTime()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noInterleavingOvershootsABudgetOrLosesMoney(long seed) {
        World world = new World(seed);
        for (int step = 0; step < STEPS; step++) {
            world.step();
            world.costs.checkThatNothingIsOvershot();
        }
        world.letEverythingEnd();
    }

    @Test
    void theRunsReachWhatTheyAreAbout() {
        int refused = 0;
        int crashes = 0;
        int finished = 0;
        int lost = 0;
        int outages = 0;
        for (long seed = 1; seed <= 20; seed++) {
            World world = new World(seed);
            for (int step = 0; step < STEPS; step++) {
                world.step();
            }
            refused += world.refused;
            crashes += world.crashes;
            finished += world.finished;
            lost += world.lost;
            outages += world.outages;
        }
        assertThat(List.of(refused, crashes, finished, lost, outages)).allMatch(count -> count > 100);
    }

    /** Three routers, their calls, and everything that is under way. */
    private static final class World {
        private final Random random;
        private final AtomicLong clock = new AtomicLong(7 * SECOND);
        private final ModelCosts costs = new ModelCosts(clock::get);
        private final List<Router> routers = new ArrayList<>();
        private final List<Written> records = new ArrayList<>();
        private long spent;
        private int refused;
        private int crashes;
        private int finished;
        private int lost;
        private int outages;

        private World(long seed) {
            random = new Random(seed);
            costs.budget("all", 120_000)
                    .budget(
                            "shop",
                            30_000,
                            BudgetScope.newBuilder().setApp("shop").build(),
                            false)
                    .budget(
                            "user",
                            20_000,
                            BudgetScope.newBuilder().setEndUser("u1").build(),
                            false)
                    .grantingAtMost(20_000)
                    .byMail();
            for (int each = 0; each < 3; each++) {
                routers.add(new Router());
            }
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> any(routers).begin();
                case 3, 4, 5, 6 -> deliver();
                case 7 -> any(routers).end();
                case 8 -> any(routers).report();
                case 9 -> loseOrRepeat();
                case 10 -> write();
                default -> rare();
            }
        }

        private void rare() {
            switch (random.nextInt(6)) {
                case 0 -> crash();
                case 1 -> costs.reclaim();
                case 2 -> silence();
                case 3 -> outage();
                default -> pass(random.nextInt(2_000) * (SECOND / 1_000));
            }
        }

        /** Nobody hears from anybody for longer than a lease lasts, while calls go on. */
        private void silence() {
            int seconds = random.nextInt(80);
            for (int second = 0; second < seconds; second++) {
                pass(SECOND);
                any(routers).begin();
            }
            costs.reclaim();
        }

        /**
         * Kafka is away for longer than a lease lasts and its grace, while calls go on. A router that vanishes then has said
         * before what it spent, and its records come when there is Kafka again.
         */
        private void outage() {
            List<Written> before = List.copyOf(records);
            routers.forEach(router -> router.deliveries.away(true));
            int seconds = random.nextInt(150);
            for (int second = 0; second < seconds; second++) {
                any(routers).begin();
                any(routers).end();
                clock.addAndGet(SECOND);
                routers.forEach(router -> router.endOlderThan(clock.get() - LONGEST_CALL));
                before.stream().filter(records::remove).forEach(record -> costs.record(record.uses));
                // Whoever tells of late records has seen before that they are.
                for (int look = 0; look < 2; look++) {
                    routers.forEach(Router::report);
                    while (!costs.mail().isEmpty()) {
                        deliver();
                    }
                }
                costs.reclaim();
                costs.checkThatNothingIsOvershot();
                if (random.nextInt(40) == 0) {
                    crash();
                    routers.getLast().deliveries.away(true);
                }
            }
            routers.forEach(router -> router.deliveries.away(false));
            records.replaceAll(record -> new Written(record.uses, clock.get()));
            outages++;
        }

        private void deliver() {
            if (!costs.mail().isEmpty()) {
                costs.mail()
                        .remove(random.nextInt(costs.mail().size()))
                        .arrive()
                        .run();
            }
        }

        /** A request that arrives twice is done twice, and answered once. */
        private void loseOrRepeat() {
            if (costs.mail().isEmpty()) {
                return;
            }
            ModelCosts.Letter letter =
                    costs.mail().get(random.nextInt(costs.mail().size()));
            if (random.nextBoolean()) {
                letter.arrive().run();
            } else {
                costs.mail().remove(letter);
                letter.lose();
                lost++;
            }
        }

        private void write() {
            if (!records.isEmpty()) {
                costs.record(records.remove(random.nextInt(records.size())).uses);
            }
        }

        /** Time passes for everybody, but no call lasts longer than calls do, and no record is later than records are. */
        private void pass(long nanos) {
            clock.addAndGet(nanos);
            long now = clock.get();
            routers.forEach(router -> router.endOlderThan(now - LONGEST_CALL));
            records.removeIf(record -> {
                boolean due = now - record.writtenAt > LATEST_RECORD;
                if (due) {
                    costs.record(record.uses);
                }
                return due;
            });
        }

        /** What it held, and whatever it was about to say, is gone. What it has written down arrives. */
        private void crash() {
            routers.remove(random.nextInt(routers.size()));
            routers.add(new Router());
            crashes++;
        }

        private void letEverythingEnd() {
            routers.forEach(router -> router.endOlderThan(Long.MAX_VALUE));
            while (!costs.mail().isEmpty()) {
                deliver();
            }
            routers.forEach(router -> router.endOlderThan(Long.MAX_VALUE));
            while (!records.isEmpty()) {
                write();
            }
            clock.addAndGet(ModelCosts.DURATION + ModelCosts.GRACE + 1);
            costs.reclaim();
            costs.checkThatNothingIsOvershot();
            for (String budget : costs.names()) {
                assertThat(costs.leased(budget)).as("leased of %s", budget).isZero();
            }
            assertThat(costs.settled("all")).as("every call is paid once").isEqualTo(spent);
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        /** What a router wrote down of a call. */
        private record Written(List<LeaseUse> uses, long writtenAt) {}

        /** One instance. */
        private final class Router {
            private final FakeRecords deliveries = new FakeRecords();
            private final Wallet wallet = WalletTest.wallet(costs, deliveries, clock);
            private final List<Running> calls = new ArrayList<>();

            private void begin() {
                CallScope scope = new CallScope(
                        null,
                        random.nextBoolean() ? "shop" : "desk",
                        null,
                        random.nextBoolean() ? "u1" : "u2",
                        null,
                        null,
                        Map.of());
                long bound = 1 + random.nextInt(3_000);
                BudgetBook book = wallet.known();
                Uni<BudgetBook> known =
                        book == null ? wallet.load() : Uni.createFrom().item(book);
                known.chain(all -> wallet.reserve(all.of(scope), bounds(all.of(scope), bound)))
                        .subscribe()
                        .with(outcome -> begun(outcome, bound), away -> refused++);
            }

            private void begun(Reserving outcome, long bound) {
                if (outcome instanceof Reserving.Reserved(Reservation reservation)) {
                    calls.add(new Running(reservation, bound, clock.get()));
                } else {
                    refused++;
                }
            }

            private void end() {
                if (!calls.isEmpty()) {
                    end(calls.remove(random.nextInt(calls.size())));
                }
            }

            private void end(Running call) {
                long actual = random.nextLong(call.bound + 1);
                List<LeaseUse> uses = call.reservation.settle(new Spent(actual, 0, 1, Calls.TARGET));
                deliveries.published();
                call.reservation.recorded();
                if (routers.contains(this)) {
                    records.add(new Written(uses, clock.get()));
                    spent += actual;
                    finished++;
                }
            }

            private void endOlderThan(long moment) {
                calls.removeIf(call -> {
                    boolean over = call.since < moment;
                    if (over) {
                        end(call);
                    }
                    return over;
                });
            }

            private void report() {
                wallet.report().subscribe().with(done -> {}, lost -> {});
            }

            private static long[] bounds(Purse[] purses, long bound) {
                long[] bounds = new long[purses.length];
                Arrays.fill(bounds, bound);
                return bounds;
            }
        }

        /** A call under way. */
        private record Running(Reservation reservation, long bound, long since) {}
    }
}
