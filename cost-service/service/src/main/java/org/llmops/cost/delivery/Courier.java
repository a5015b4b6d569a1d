package org.llmops.cost.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.ConsumeEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.cost.channels.AlertChannel;
import org.llmops.cost.channels.Channels;
import org.llmops.platform.store.Transactions;

/** Carries one parcel at a time in a context of its own, so that none waits for another's endpoint. */
@ApplicationScoped
class Courier {
    /** Who sends a parcel here has claimed it. */
    static final String PARCELS = "llmops.alerts.parcels";

    private static final Logger log = Logger.getLogger(Courier.class);

    private final Transactions transactions;
    private final Channels channels;
    private final Deliveries deliveries;
    private final Sending sending;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Backoff backoff;
    private final AtomicInteger inFlight = new AtomicInteger();

    Courier(
            Transactions transactions,
            Channels channels,
            Deliveries deliveries,
            Sending sending,
            DeliverySettings settings,
            MeterRegistry metrics,
            Clock clock) {
        this.transactions = transactions;
        this.channels = channels;
        this.deliveries = deliveries;
        this.sending = sending;
        this.metrics = metrics;
        this.clock = clock;
        this.backoff = new Backoff(
                settings.firstRetry(),
                settings.longestRetry(),
                settings.mostAttempts(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    int inFlight() {
        return inFlight.get();
    }

    /** What fails here is tried again when the claim ends, as after a crash. */
    @ConsumeEvent(PARCELS)
    Uni<Void> carry(Parcel parcel) {
        inFlight.incrementAndGet();
        return transactions
                .read(parcel.workspace(), session -> channels.find(session, parcel.workspace(), parcel.channel()))
                .chain(channel -> send(channel, parcel))
                .chain(outcome -> transactions.write(parcel.workspace(), session -> end(session, parcel, outcome)))
                .onFailure()
                .invoke(failure ->
                        log.warnf("Message %s waits until its claim ends: %s", parcel.delivery(), failure.getMessage()))
                .onFailure()
                .recoverWithNull()
                .onTermination()
                .invoke(inFlight::decrementAndGet);
    }

    private Uni<Outcome> send(AlertChannel channel, Parcel parcel) {
        return channel.isEnabled()
                ? sending.send(channel, parcel.delivery(), parcel.message())
                : Uni.createFrom().item(Outcome.Failed.forGood("The channel was disabled"));
    }

    /** Unless somebody else has begun another attempt, or the channel is gone. */
    private Uni<Void> end(Mutiny.Session session, Parcel parcel, Outcome outcome) {
        return deliveries
                .lockIfThere(session, parcel.workspace(), parcel.delivery())
                .invoke(found -> found.filter(delivery -> delivery.isAttempt(parcel.attempt()))
                        .ifPresent(delivery -> {
                            delivery.end(outcome, backoff, clock.instant());
                            count(outcome, delivery);
                        }))
                .replaceWithVoid();
    }

    private void count(Outcome outcome, Delivery delivery) {
        String result = outcome instanceof Outcome.Taken ? "delivered" : delivery.isDead() ? "dead" : "failed";
        metrics.counter("llmops.alerts.messages", "result", result).increment();
    }
}
