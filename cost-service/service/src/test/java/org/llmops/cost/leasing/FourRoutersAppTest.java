package org.llmops.cost.leasing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.cost.Client.as;
import static org.llmops.cost.Client.budget;
import static org.llmops.cost.Client.lease;
import static org.llmops.cost.Client.unique;
import static org.llmops.cost.Told.USUAL_NANO_USD;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmops.cost.MovableClock;
import org.llmops.cost.Told;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.RealServers;

/**
 * Four routers, many calls at once on one budget that pays for half of them, a router killed every so often. With
 * {@code -Dllmops.lease-load=10000} that many calls; the figures are logged.
 */
@QuarkusTest
@WithTestResource(RealServers.class)
class FourRoutersAppTest {
    private static final Logger LOG = Logger.getLogger(FourRoutersAppTest.class);
    private static final int ROUTERS = 4;
    private static final int CALLS = Integer.getInteger("llmops.lease-load", 400);
    private static final long BOUND = 4 * USUAL_NANO_USD;

    @Inject
    MovableClock clock;

    @Inject
    LeasingConfig config;

    @Inject
    Transactions transactions;

    private final String app = unique("app");
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger died = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReferenceArray<PlayedRouter> routers = new AtomicReferenceArray<>(ROUTERS);
    private final KafkaProducer<String, byte[]> records = new KafkaProducer<>(
            Map.of("bootstrap.servers", ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class)),
            new StringSerializer(),
            new ByteArraySerializer());

    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void nothingIsOvershotAndUnspentMoneyIsBackAfterOneLeaseTime() throws Throwable {
        long limit = CALLS / 2 * USUAL_NANO_USD;
        String budget = budget(app, Money.ofNanoUsd(limit).toString());
        for (int each = 0; each < ROUTERS; each++) {
            routers.set(each, new PlayedRouter(budget, BOUND, asked));
        }
        long began = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService renewals = Executors.newSingleThreadScheduledExecutor()) {
            renewals.scheduleWithFixedDelay(this::renew, 5, 5, TimeUnit.SECONDS);
            List<Future<?>> calls = new ArrayList<>();
            for (int each = 0; each < CALLS; each++) {
                int number = each;
                calls.add(threads.submit(() -> call(number, budget)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
            renewals.shutdownNow();
        }
        long took = System.nanoTime() - began;
        for (int each = 0; each < ROUTERS; each++) {
            routers.get(each).kill();
        }
        long spent = answered.get() * USUAL_NANO_USD;
        Awaitility.await().atMost(Duration.ofMinutes(5)).until(() -> spentOf(budget) == spent);

        assertThat(overrun(budget)).as("overshoot").isZero();
        assertThat(spent).isLessThanOrEqualTo(limit);
        assertThat(killed).hasPositiveValue();
        assertThat(refused).hasPositiveValue();
        clock.moveOn(config.duration().plus(config.grace()).plusMillis(1));
        long left = limit - spent;
        Awaitility.await("all that nobody spent, in one piece")
                .atMost(Duration.ofSeconds(30))
                .until(() -> lease(app, left, left).hasGranted());
        LOG.infof(
                "%d calls: %d answered, %d refused, %d died with %d killed routers; overshoot 0; %d messages; %.1f s; "
                        + "the unspent %s USD usable again after %s",
                CALLS,
                answered.get(),
                refused.get(),
                died.get(),
                killed.get(),
                asked.get(),
                took / 1e9,
                Money.ofNanoUsd(left),
                config.duration().plus(config.grace()));
    }

    /** Every hundredth call finds its router killed while it is under way. */
    private void call(int number, String budget) {
        int at = number % ROUTERS;
        PlayedRouter router = routers.get(at);
        String lease = router.reserve();
        if (number % 100 == 9) {
            router.kill();
            killed.incrementAndGet();
            routers.compareAndSet(at, router, new PlayedRouter(budget, BOUND, asked));
        }
        if (lease == null) {
            refused.incrementAndGet();
            return;
        }
        if (router.isDead()) {
            died.incrementAndGet();
            return;
        }
        Told told = Told.call("acme", app).at(clock.instant()).paidFrom(lease, budget, USUAL_NANO_USD);
        records.send(new ProducerRecord<>("llmops.calls.v1", told.id().toString(), told.message()));
        answered.incrementAndGet();
        router.settle(lease, USUAL_NANO_USD);
    }

    private void renew() {
        for (int each = 0; each < ROUTERS; each++) {
            routers.get(each).renew();
        }
    }

    private static long spentOf(String budget) {
        JsonPath now = as("ava").get("/v1/budgets/" + budget).jsonPath();
        return Money.parse(now.getString("settled_usd")).nanoUsd();
    }

    private long overrun(String budget) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> transactions.read(
                new WorkspaceId("acme"),
                session -> session.createNativeQuery(
                                "select overrun_amount from budget_periods where budget_id = :budget", Long.class)
                        .setParameter("budget", UUID.fromString(budget))
                        .getSingleResult()));
    }
}
