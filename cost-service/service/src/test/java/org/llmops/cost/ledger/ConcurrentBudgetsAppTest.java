package org.llmops.cost.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.lease;
import static org.llmops.cost.Client.money;
import static org.llmops.cost.Client.settle;
import static org.llmops.cost.Client.unique;
import static org.llmops.cost.Told.USUAL_NANO_USD;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.llmops.cost.Told;
import org.llmops.cost.v1.LeaseResponse;
import org.llmops.cost.v1.LeaseSlice;
import org.llmops.platform.testkit.RealServers;

/** Many routers at once, on two budgets that both apply, with call records counted by several consumers meanwhile. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ConcurrentBudgetsAppTest {
    private static final int ROUTERS = 10;
    private static final int ROUNDS = 14;

    /** Room for 100 of the up to 140 calls. */
    private static final String LIMIT = "0.045";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    @Inject
    Bookkeeping bookkeeping;

    private final String app = unique("app");
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    @Test
    void theLimitHoldsAndUnspentMoneyIsUsableAgain() throws InterruptedException, ExecutionException {
        List<String> budgets = List.of(budget(app, LIMIT), budget(app, "1"));
        CountDownLatch over = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newFixedThreadPool(ROUTERS + 1)) {
            Future<Integer> watch = threads.submit(() -> watch(budgets.getFirst(), over));
            List<Callable<Void>> routers = new ArrayList<>();
            for (int each = 0; each < ROUTERS; each++) {
                routers.add(this::route);
            }
            for (Future<Void> router : threads.invokeAll(routers)) {
                router.get();
            }
            over.countDown();
            assertThat(watch.get()).as("looks at the budget meanwhile").isPositive();
        }

        assertThat(answered).hasValueBetween(50, 100);
        assertThat(refused).hasPositiveValue();
        BigDecimal spent = BigDecimal.valueOf(USUAL_NANO_USD * answered.get(), 9);
        for (String budget : budgets) {
            JsonPath now = as("ava").get("/v1/budgets/" + budget).jsonPath();
            assertThat(new BigDecimal(now.getString("settled_usd"))).isEqualByComparingTo(spent);
            assertThat(now.getString("leased_usd")).isEqualTo("0.00");
        }
        long left = (100L - answered.get()) * USUAL_NANO_USD;
        assertThat(lease(app, left, left).hasGranted())
                .as("all that is left can be had in one piece: " + money(budgets.getFirst()))
                .isTrue();
    }

    /** Leases more than one call needs, makes the call, and gives the rest back, before or after the call is recorded. */
    private Void route() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            LeaseResponse response = lease(app, USUAL_NANO_USD, 4 * USUAL_NANO_USD);
            if (response.hasExhausted()) {
                refused.incrementAndGet();
                continue;
            }
            List<LeaseSlice> slices = response.getGranted().getSlicesList();
            Told call = Told.call("acme", app);
            slices.forEach(slice -> call.paidFrom(slice.getLeaseId(), slice.getBudgetId(), USUAL_NANO_USD));
            if (round % 2 == 0) {
                count(call);
            }
            slices.forEach(slice -> settle(slice.getLeaseId(), USUAL_NANO_USD, 0, true));
            if (round % 2 == 1) {
                count(call);
            }
            answered.incrementAndGet();
        }
        return null;
    }

    private void count(Told told) throws Exception {
        Call call = CallWire.read(told.message());
        try {
            VertxContextSupport.subscribeAndAwait(() -> bookkeeping.enter(List.of(call, call)));
        } catch (Throwable failure) {
            throw new ExecutionException(failure);
        }
    }

    private static int watch(String budget, CountDownLatch over) throws InterruptedException {
        int looks = 0;
        while (!over.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            JsonPath now = as("ava").get("/v1/budgets/" + budget).jsonPath();
            BigDecimal used =
                    new BigDecimal(now.getString("settled_usd")).add(new BigDecimal(now.getString("leased_usd")));
            assertThat(used).isLessThanOrEqualTo(new BigDecimal(LIMIT));
            looks++;
        }
        return looks;
    }
}
