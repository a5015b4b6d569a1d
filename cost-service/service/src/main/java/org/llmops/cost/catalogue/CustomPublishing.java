package org.llmops.cost.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.hibernate.reactive.mutiny.Mutiny;
import org.llmops.cost.pricing.CurrentPrices;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.Outbox;
import org.llmops.platform.page.NumberCursor;
import org.llmops.platform.page.Page;
import org.llmops.platform.page.PageQuery;
import org.llmops.platform.store.Audit;
import org.llmops.platform.store.Transactions;

/** Publishes versions of what a workspace has agreed on. */
@ApplicationScoped
class CustomPublishing {
    private final Transactions transactions;
    private final PublishedCustom published;
    private final CurrentPrices current;
    private final Outbox outbox;
    private final Clock clock;

    CustomPublishing(
            Transactions transactions, PublishedCustom published, CurrentPrices current, Outbox outbox, Clock clock) {
        this.transactions = transactions;
        this.published = published;
        this.current = current;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The document in force again is the version it is. */
    Uni<Import> publish(Caller caller, JsonNode json, Import.Wish wish) {
        PriceDocument document = wish.accept(PriceDocument.custom(json));
        if (wish.dryRun()) {
            return Uni.createFrom().item(Import.of(document, null));
        }
        return transactions
                .mutate(
                        caller,
                        new Audit("custom-prices.publish", "custom-prices/" + document.checksum()),
                        session -> published
                                .lock(session, caller.workspace())
                                .chain(() ->
                                        published.latestWithChecksum(session, caller.workspace(), document.checksum()))
                                .chain(known -> known.map(
                                                version -> Uni.createFrom().item(version))
                                        .orElseGet(() -> add(session, caller, document, wish))))
                .invoke(version -> current.replace(caller.workspace(), document.asCustom(version.version())))
                .map(version -> Import.of(document, version));
    }

    private Uni<BookVersion> add(Mutiny.Session session, Caller caller, PriceDocument document, Import.Wish wish) {
        return published
                .add(session, caller.workspace(), document, caller.subject(), wish.note(), clock.instant())
                .call(version -> outbox.add(session, CatalogueWire.customPublished(caller, version)));
    }

    Uni<Page<BookVersion>> list(Caller caller, PageQuery query) {
        int before = NumberCursor.before(query);
        return transactions
                .read(
                        caller.workspace(),
                        session -> published.page(session, caller.workspace(), before, query.limitAndOneMore()))
                .map(versions -> Page.of(versions, query.limit(), version -> NumberCursor.after(version.version())));
    }

    Uni<String> document(Caller caller, int version) {
        return transactions.read(
                caller.workspace(), session -> published.document(session, caller.workspace(), version));
    }
}
