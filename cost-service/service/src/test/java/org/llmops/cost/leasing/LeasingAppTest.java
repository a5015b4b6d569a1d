package org.llmops.cost.leasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.entry;
import static org.llmops.cost.Client.lease;
import static org.llmops.cost.Client.money;
import static org.llmops.cost.Client.settle;
import static org.llmops.cost.Client.settleUnrecorded;
import static org.llmops.cost.Client.unique;
import static org.llmops.cost.Told.USUAL_NANO_USD;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.reactive.messaging.ChannelRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.llmops.cost.MovableClock;
import org.llmops.cost.Told;
import org.llmops.cost.v1.BudgetSpent;
import org.llmops.cost.v1.CostEvent;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.cost.v1.SettleResponse;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;

/** Routers lease slices of budgets, spend them, and give them back. */
@QuarkusTest
@WithTestResource(RealServers.class)
class LeasingAppTest {
    private static final long USD = 1_000_000_000;

    @Inject
    MovableClock clock;

    @Inject
    Reclaiming reclaiming;

    @Inject
    RecordsIn records;

    @Inject
    ChannelRegistry channels;

    @Inject
    Transactions transactions;

    private final String app = unique("app");

    @Test
    void withoutABudgetThereIsNothingToLease() {
        LeaseResponse response = lease(app, USD, USD);

        assertThat(response.hasGranted()).isTrue();
        assertThat(response.getGranted().getSlicesList()).isEmpty();
    }

    @Test
    void everyBudgetThatAppliesGivesASlice() {
        List<String> budgets = List.of(budget(app, "8"), budget(app, "1"));
        budget(unique("other"), "1");

        List<LeaseSlice> slices = lease(app, 100, USD).getGranted().getSlicesList();

        assertThat(slices).extracting(LeaseSlice::getBudgetId).containsExactlyInAnyOrderElementsOf(budgets);
        assertThat(slices)
                .extracting(LeaseSlice::getAmountNanoUsd)
                .as("what is wanted, or a quarter of what remains")
                .containsExactlyInAnyOrder(USD, USD / 4);
        assertThat(slices).allSatisfy(slice -> {
            assertThat(slice.getExpiresAt().getSeconds())
                    .isGreaterThan(clock.instant().getEpochSecond() + 30);
            assertThat(slice.getLastsMs()).as("by the holder's own clock").isEqualTo(40_000);
            assertThat(slice.hasPeriodEndsAt()).as("a budget of all time").isFalse();
        });
        assertThat(money(budgets.getFirst())).isEqualTo("0.00 1.00 7.00");
    }

    @Test
    void anExhaustedBudgetIsNamedAndTheOthersGiveNothing() throws InvalidProtocolBufferException {
        String rich = budget(app, "8");
        String poor = budget(app, "0.000000010");

        LeaseResponse response = lease(app, 11, 100);
        lease(app, 11, 100);

        assertThat(response.getExhausted().getBudgetId()).isEqualTo(poor);
        assertThat(response.getExhausted().getBudgetName()).startsWith("budget-");
        assertThat(response.getExhausted().getLimitNanoUsd()).isEqualTo(10);
        assertThat(response.getExhausted().getRemainingNanoUsd()).isEqualTo(10);
        assertThat(money(rich)).isEqualTo("0.00 0.00 8.00");
        try (KafkaEvents events = KafkaEvents.of("llmops.costs.v1")) {
            TestEvent event = events.await(candidate -> isSpent(candidate, poor));
            assertThat(CostEvent.parseFrom(event.payload()).getBudgetSpent())
                    .isEqualTo(BudgetSpent.newBuilder()
                            .setBudgetId(poor)
                            .setLimitNanoUsd(10)
                            .build());
            assertThat(events.during(Duration.ofSeconds(2)))
                    .filteredOn(candidate -> isSpent(candidate, poor))
                    .as("once for each period")
                    .hasSize(1);
        }
    }

    @Test
    void aReleaseGivesTheRestBackOnce() {
        String budget = budget(app, "4");
        String lease = onlySlice(lease(app, USD, USD)).getLeaseId();

        SettleResponse kept = settle(lease, 200_000_000, 100_000_000, true);
        settle(lease, 200_000_000, 100_000_000, true);

        assertThat(kept.getAmountNanoUsd()).isEqualTo(300_000_000);
        assertThat(money(budget)).isEqualTo("0.00 0.30 3.70");
    }

    @Test
    void settlingExtendsALease() {
        budget(app, "4");
        LeaseSlice slice = onlySlice(lease(app, USD, USD));
        clock.moveOn(Duration.ofSeconds(30));

        SettleResponse extended = settle(slice.getLeaseId(), 10, 10, false);

        assertThat(extended.getAmountNanoUsd()).isEqualTo(USD);
        assertThat(extended.getExpiresAt().getSeconds())
                .isGreaterThanOrEqualTo(slice.getExpiresAt().getSeconds() + 29);
    }

    @Test
    void aRecordedCallTurnsLeasedMoneyIntoSettledMoney() {
        String budget = budget(app, "4");
        String lease = onlySlice(lease(app, USD, USD)).getLeaseId();

        entry(call().paidFrom(lease, budget, USUAL_NANO_USD).publish());
        assertThat(money(budget)).isEqualTo("0.00045 0.99955 3.00");

        settle(lease, USUAL_NANO_USD, 0, true);
        assertThat(money(budget)).isEqualTo("0.00045 0.00 3.99955");
    }

    @Test
    void theMoneyOfACrashedRouterComesBack() {
        String budget = budget(app, "4");
        String lease = onlySlice(lease(app, 4 * USD, 4 * USD)).getLeaseId();
        assertThat(lease(app, 1, 1).hasExhausted()).isTrue();

        clock.moveOn(Duration.ofSeconds(45));
        assertThat(lease(app, 1, 1).hasExhausted()).as("records may still come").isTrue();
        entry(call().paidFrom(lease, budget, USUAL_NANO_USD).publish());

        clock.moveOn(Duration.ofSeconds(16));
        whenAllCallsAreCounted();
        LeaseSlice again = onlySlice(lease(app, 3 * USD, 3 * USD));
        assertThat(money(budget)).isEqualTo("0.00045 3.00 0.99955");

        entry(call().paidFrom(lease, budget, USUAL_NANO_USD).publish());
        assertThat(money(budget)).as("a very late record counts too").isEqualTo("0.0009 3.00 0.9991");
        assertThat(settle(lease, 0, 4 * USD, false).getAmountNanoUsd())
                .as("nothing can be reserved any more")
                .isEqualTo(USUAL_NANO_USD);
        settle(again.getLeaseId(), 0, 0, true);
    }

    @Test
    void theMoneyOfACrashedRouterStaysAwayWhileItsCallsWaitToBeCounted() {
        String budget = budget(app, "4");
        String lease = onlySlice(lease(app, 4 * USD, 4 * USD)).getLeaseId();
        channels.getPausable("calls").pause();
        UUID call = call().paidFrom(lease, budget, USUAL_NANO_USD).publish();
        Awaitility.await().until(() -> !Duration.ZERO.equals(records.lag()));

        clock.moveOn(Duration.ofSeconds(61));

        assertThat(lease(app, 1, 1).hasExhausted()).isTrue();
        channels.getPausable("calls").resume();
        entry(call);
        whenAllCallsAreCounted();

        assertThat(onlySlice(lease(app, 3 * USD, 3 * USD)).getAmountNanoUsd()).isEqualTo(3 * USD);
        assertThat(money(budget)).isEqualTo("0.00045 3.00 0.99955");
    }

    @Test
    void whatAVanishedRouterSpentWithoutARecordIsNotGrantedAgainBeforeTheRecordComes() {
        String budget = budget(app, "4");
        String lease = onlySlice(lease(app, 4 * USD, 4 * USD)).getLeaseId();
        settleUnrecorded(lease, USUAL_NANO_USD, USUAL_NANO_USD);

        clock.moveOn(Duration.ofHours(3));
        whenAllCallsAreCounted();
        onlySlice(lease(app, 3 * USD, 3 * USD));
        assertThat(money(budget)).as("the rest is back").isEqualTo("0.00 3.00045 0.99955");

        entry(call().paidFrom(lease, budget, USUAL_NANO_USD).publish());
        assertThat(money(budget)).as("paid from what was kept").isEqualTo("0.00045 3.00 0.99955");
    }

    @Test
    void recordsThatNeverComeAreNotWaitedForForever() throws Throwable {
        String budget = budget(app, "4");
        settleUnrecorded(onlySlice(lease(app, USD, USD)).getLeaseId(), USD, USD);
        clock.moveOn(Duration.ofHours(23));
        whenAllCallsAreCounted();
        VertxContextSupport.subscribeAndAwait(() -> reclaiming.reclaimAll());
        assertThat(money(budget)).isEqualTo("0.00 1.00 3.00");

        clock.moveOn(Duration.ofHours(2));
        whenAllCallsAreCounted();
        VertxContextSupport.subscribeAndAwait(() -> reclaiming.reclaimAll());

        assertThat(money(budget)).isEqualTo("0.00 0.00 4.00");
    }

    @Test
    void aBudgetThatNobodyAsksIsReclaimedTooAndShowsIt() throws Throwable {
        String budget = budget(app, "4");
        lease(app, USD, USD);
        clock.moveOn(Duration.ofSeconds(130));
        whenAllCallsAreCounted();

        VertxContextSupport.subscribeAndAwait(() -> reclaiming.reclaimAll());

        assertThat(money(budget)).isEqualTo("0.00 0.00 4.00");
    }

    @Test
    void aCallDearerThanItsBoundIsCountedInFull() {
        String budget = budget(app, "0.001");
        String lease = onlySlice(lease(app, 400_000, 400_000)).getLeaseId();

        entry(call().paidFrom(lease, budget, 400_000).publish());
        assertThat(money(budget)).isEqualTo("0.00045 0.00 0.00055");

        entry(call().publish());
        entry(call().publish());
        assertThat(money(budget)).isEqualTo("0.00135 0.00 0.00");
        assertThat(lease(app, 1, 1).hasExhausted()).isTrue();
    }

    @Test
    void anotherDayIsAnotherPeriod() {
        Instant yesterday = clock.instant();
        String budget = as("alice")
                .body(Map.of("name", unique("day"), "period", "day", "limit_usd", "0.000001", "app", app))
                .post("/v1/budgets")
                .path("id");
        LeaseSlice slice = onlySlice(lease(app, 1_000, 1_000));
        assertThat(slice.getPeriodEndsAt().getSeconds()).isGreaterThan(yesterday.getEpochSecond());
        assertThat(lease(app, 1, 1).getExhausted().getResetsAt()).isEqualTo(slice.getPeriodEndsAt());

        clock.moveOn(Duration.ofDays(1));

        assertThat(money(budget)).as("whole again").isEqualTo("0.00 0.00 0.000001");
        entry(call().at(yesterday)
                .paidFrom(slice.getLeaseId(), budget, USUAL_NANO_USD)
                .publish());
        assertThat(money(budget)).as("paid by yesterday").isEqualTo("0.00 0.00 0.000001");
        LeaseSlice today = onlySlice(lease(app, 1_000, 1_000));
        assertThat(today.getAmountNanoUsd()).isEqualTo(1_000);

        entry(call().at(yesterday)
                .tokens(1, 0)
                .paidFrom(today.getLeaseId(), budget, 150)
                .publish());
        assertThat(money(budget)).as("started yesterday, reserved today").isEqualTo("0.00000015 0.00000085 0.00");
    }

    @Test
    void theDatabaseItselfRefusesWhatOvershoots() {
        String budget = budget(app, "1");

        assertThatThrownBy(() -> VertxContextSupport.subscribeAndAwait(() -> transactions.write(
                        new WorkspaceId("acme"),
                        session -> session.createNativeQuery(
                                        "update budget_periods set leased_amount = 1000000001 where budget_id = :budget")
                                .setParameter("budget", UUID.fromString(budget))
                                .executeUpdate())))
                .hasMessageContaining("never_over_the_limit");
    }

    private Told call() {
        return Told.call("acme", app).at(Instant.now());
    }

    private static LeaseSlice onlySlice(LeaseResponse response) {
        assertThat(response.getGranted().getSlicesList()).hasSize(1);
        return response.getGranted().getSlices(0);
    }

    private static boolean isSpent(TestEvent event, String budget) {
        return event.type().equals("llmops.cost.v1.BudgetSpent")
                && event.subject().equals("budgets/" + budget);
    }

    private void whenAllCallsAreCounted() {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> Duration.ZERO.equals(records.lag()));
    }
}
