package org.llmops.cost.catalogue;

import static org.llmops.cost.CostProblem.PRICE_BOOK_NOT_YOURS;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jboss.logging.Logger;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.page.NumberCursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Publishes versions of the price book: the shipped one at start, unless it is known, and those that operators import. */
@ApplicationScoped
class PricePublishing {
    private static final Logger log = Logger.getLogger(PricePublishing.class);
    private static final String SERVICE = "cost-service";

    private final Transactions transactions;
    private final PublishedBooks published;
    private final CurrentPrices current;
    private final PricingConfig config;
    private final Outbox outbox;
    private final Clock clock;

    PricePublishing(
            Transactions transactions,
            PublishedBooks published,
            CurrentPrices current,
            PricingConfig config,
            Outbox outbox,
            Clock clock) {
        this.transactions = transactions;
        this.published = published;
        this.current = current;
        this.config = config;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** A build's book follows that of another build. What operators imported stays in force until they import another. */
    Uni<Void> publish(ShippedBook shipped) {
        return transactions.acrossWorkspaces(session -> published
                .lock(session)
                .chain(() -> published.isShipped(session, shipped.checksum()))
                .chain(known -> known ? Uni.createFrom().voidItem() : follow(session, shipped)));
    }

    private Uni<Void> follow(Mutiny.Session session, ShippedBook shipped) {
        return published
                .latest(session)
                .chain(latest -> latest.map(BookVersion::origin)
                                .filter(BookVersion.IMPORTED::equals)
                                .isPresent()
                        ? left(shipped)
                        : add(session, shipped));
    }

    private static Uni<Void> left(ShippedBook shipped) {
        log.infof("The shipped price book %s is not published: an imported one is in force", shipped.checksum());
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> add(Mutiny.Session session, ShippedBook shipped) {
        return published
                .add(
                        session,
                        shipped.checksum(),
                        shipped.document(),
                        BookVersion.SHIPPED,
                        SERVICE,
                        null,
                        clock.instant())
                .chain(version -> outbox.add(session, CatalogueWire.published(version)));
    }

    /** The document in force again is the version it is. */
    Uni<Import> publish(Caller caller, JsonNode json, Import.Wish wish) {
        if (!config.publishers().orElse(List.of()).contains(caller.workspace().value())) {
            throw PRICE_BOOK_NOT_YOURS.because("The price book is everyone's, and is published from the workspaces that"
                    + " llmops.pricing.publishers names; prices of your own go to PUT /v1/custom-prices");
        }
        PriceDocument document = wish.accept(PriceDocument.book(json));
        if (wish.dryRun()) {
            return Uni.createFrom().item(Import.of(document, null));
        }
        return transactions
                .mutate(
                        caller,
                        new Audit("price-book.publish", "price-books/" + document.checksum()),
                        session -> published
                                .lock(session)
                                .chain(() -> published.latest(session))
                                .chain(latest -> latest.filter(
                                                version -> version.checksum().equals(document.checksum()))
                                        .map(version -> Uni.createFrom().item(version))
                                        .orElseGet(() -> add(session, caller, document, wish))))
                .invoke(version -> current.replace(document.asBook(version.version())))
                .map(version -> Import.of(document, version));
    }

    private Uni<BookVersion> add(Mutiny.Session session, Caller caller, PriceDocument document, Import.Wish wish) {
        return published
                .add(
                        session,
                        document.checksum(),
                        document.text(),
                        BookVersion.IMPORTED,
                        caller.subject(),
                        wish.note(),
                        clock.instant())
                .call(version -> outbox.add(session, CatalogueWire.published(version)));
    }

    Uni<Page<BookVersion>> list(Caller caller, PageQuery query) {
        int before = NumberCursor.before(query);
        return transactions
                .read(caller.workspace(), session -> published.page(session, before, query.limitAndOneMore()))
                .map(versions -> Page.of(versions, query.limit(), version -> NumberCursor.after(version.version())));
    }

    Uni<String> document(Caller caller, int version) {
        return transactions.read(caller.workspace(), session -> published.document(session, version));
    }
}
