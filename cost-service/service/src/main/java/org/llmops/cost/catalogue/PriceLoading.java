package org.llmops.cost.catalogue;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.cost.pricing.PriceBook;
import org.llmops.platform.store.Transactions;

/** Holds the prices in force in memory, and older versions of the book for whoever prices the past anew. */
@ApplicationScoped
public class PriceLoading {
    private final Transactions transactions;
    private final PricePublishing publishing;
    private final PublishedBooks books;
    private final PublishedCustom custom;
    private final ToldRates rates;
    private final CurrentPrices current;

    PriceLoading(
            Transactions transactions,
            PricePublishing publishing,
            PublishedBooks books,
            PublishedCustom custom,
            ToldRates rates,
            CurrentPrices current) {
        this.transactions = transactions;
        this.publishing = publishing;
        this.books = books;
        this.custom = custom;
        this.rates = rates;
        this.current = current;
    }

    /** Nothing can be priced before this is done, so the service does not start to serve earlier. */
    void atStart(@Observes StartupEvent start) throws Throwable {
        ShippedBook shipped = ShippedBook.read();
        VertxContextSupport.subscribeAndAwait(() -> publishing.publish(shipped).chain(this::refresh));
    }

    @Scheduled(
            every = "${llmops.pricing.refresh:30s}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> refresh() {
        return transactions.acrossWorkspaces(session -> book(session)
                .chain(() -> custom(session))
                .chain(() -> rates.all(session))
                .invoke(current::replace)
                .replaceWithVoid());
    }

    /** Makes a version available to be priced by, if it is not already. */
    public Uni<PriceBook> load(int version) {
        return current.has(version)
                ? Uni.createFrom().item(() -> current.book(version))
                : transactions
                        .acrossWorkspaces(session -> books.document(session, version))
                        .map(document -> Stored.book(version, document))
                        .invoke(current::keep);
    }

    private Uni<Void> book(Mutiny.Session session) {
        return books.latestVersion(session)
                .chain(latest -> latest == current.version()
                        ? Uni.createFrom().voidItem()
                        : books.document(session, latest)
                                .invoke(document -> current.replace(Stored.book(latest, document)))
                                .replaceWithVoid());
    }

    private Uni<Void> custom(Mutiny.Session session) {
        return custom.latestVersions(session)
                .chain(latest -> custom(
                        session,
                        latest.stream()
                                .filter(one -> current.custom(one.workspace()).version() != one.version())
                                .toList()));
    }

    private Uni<Void> custom(Mutiny.Session session, List<PublishedCustom.Latest> changed) {
        return Multi.createFrom()
                .iterable(changed)
                .onItem()
                .transformToUniAndConcatenate(one -> custom.document(session, one.workspace(), one.version())
                        .invoke(document -> current.replace(one.workspace(), Stored.custom(one.version(), document))))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
