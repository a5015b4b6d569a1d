package org.llmops.cost.delivery;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.core.eventbus.EventBus;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.llmops.platform.store.Transactions;

/** Claims the messages that are due and hands them to the courier, as many as may be on their way. */
@ApplicationScoped
class Rounds {
    private static final Logger log = Logger.getLogger(Rounds.class);

    /** Beyond what an attempt may take: for the transactions around it. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Transactions transactions;
    private final Deliveries deliveries;
    private final Courier courier;
    private final DeliverySettings settings;
    private final EventBus bus;
    private final Clock clock;

    Rounds(
            Transactions transactions,
            Deliveries deliveries,
            Courier courier,
            DeliverySettings settings,
            EventBus bus,
            Clock clock) {
        this.transactions = transactions;
        this.deliveries = deliveries;
        this.courier = courier;
        this.settings = settings;
        this.bus = bus;
        this.clock = clock;
    }

    @Scheduled(
            every = "1s",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> round() {
        int room = settings.mostInFlight() - courier.inFlight();
        return (room <= 0 ? Uni.createFrom().item(List.<Parcel>of()) : claim(room))
                .invoke(parcels -> parcels.forEach(parcel -> bus.send(Courier.PARCELS, parcel)))
                .onFailure()
                .invoke(failure -> log.warnf("Messages about alerts wait: %s", failure.getMessage()))
                .onFailure()
                .recoverWithItem(List.of())
                .replaceWithVoid();
    }

    /** Committed before anything is sent: nobody else sends it meanwhile. */
    Uni<List<Parcel>> claim(int room) {
        Instant now = clock.instant();
        Instant until =
                now.plus(settings.sendTimeout()).plus(settings.connectTimeout()).plus(MARGIN);
        return transactions.acrossWorkspaces(
                session -> deliveries.claim(session, now, until, room, settings.mostInFlightPerChannel()));
    }

    @Scheduled(
            every = "6h",
            delayed = "15m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    Uni<Void> forget() {
        return transactions
                .acrossWorkspaces(
                        session -> deliveries.forget(session, clock.instant().minus(settings.remembered())))
                .replaceWithVoid();
    }
}
