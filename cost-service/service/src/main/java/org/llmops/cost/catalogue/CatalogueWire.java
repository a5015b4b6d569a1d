package org.llmops.cost.catalogue;

import org.llmops.cost.CostEvents;
import org.llmops.cost.v1.CostEvent;
import org.llmops.cost.v1.CustomPricesPublished;
import org.llmops.cost.v1.PriceBookPublished;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.outbox.OutgoingEvent;

/** Publications as events. */
final class CatalogueWire {
    private CatalogueWire() {}

    static OutgoingEvent published(BookVersion version) {
        return CostEvents.everywhere(
                "price-book",
                CostEvent.newBuilder()
                        .setPriceBookPublished(PriceBookPublished.newBuilder()
                                .setVersion(version.version())
                                .setPublishedBy(version.publishedBy()))
                        .build());
    }

    static OutgoingEvent customPublished(Caller caller, BookVersion version) {
        return CostEvents.in(
                caller.workspace(),
                "custom-prices",
                CostEvent.newBuilder()
                        .setCustomPricesPublished(CustomPricesPublished.newBuilder()
                                .setVersion(version.version())
                                .setPublishedBy(version.publishedBy()))
                        .build());
    }
}
