package org.llmops.cost.pricing;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.store.Transactions;

/** Publishes the shipped price book as a new immutable version, unless it is known already, and keeps the latest at hand. */
@ApplicationScoped
class PricePublishing {
    private final Transactions transactions;
    private final PublishedBooks published;
    private final CurrentPrices current;
    private final Outbox outbox;
    private final Clock clock;

    PricePublishing(
            Transactions transactions, PublishedBooks published, CurrentPrices current, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.published = published;
        this.current = current;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Nothing can be priced before this is done, so the service does not start to serve earlier. */
    void atStart(@Observes StartupEvent start) throws Throwable {
        ShippedBook shipped = ShippedBook.read();
        VertxContextSupport.subscribeAndAwait(() -> publish(shipped).chain(this::refresh));
    }

    Uni<Void> publish(ShippedBook shipped) {
        return transactions.acrossWorkspaces(session -> published
                .lock(session)
                .chain(() -> published.hasChecksum(session, shipped.checksum()))
                .chain(known -> known ? Uni.createFrom().voidItem() : add(session, shipped)));
    }

    @Scheduled(
            every = "${llmops.pricing.refresh:30s}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return transactions.acrossWorkspaces(session -> published
                .latestVersion(session)
                .chain(latest -> latest == current.version() ? Uni.createFrom().voidItem() : load(session)));
    }

    private Uni<Void> add(Mutiny.Session session, ShippedBook shipped) {
        return published
                .add(session, shipped.checksum(), shipped.document(), clock.instant())
                .chain(version -> outbox.add(session, PricingWire.published(version)));
    }

    private Uni<Void> load(Mutiny.Session session) {
        return published
                .latest(session)
                .invoke(book -> book.ifPresent(current::replace))
                .replaceWithVoid();
    }
}
