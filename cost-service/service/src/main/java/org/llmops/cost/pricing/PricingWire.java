package org.llmops.cost.pricing;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import org.llmops.cost.CostEvents;
import org.llmops.cost.v1.CostEvent;
import org.llmops.cost.v1.PriceBookPublished;
import org.llmops.cost.v1.PriceStatus;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.Rate;
import org.llmops.platform.outbox.OutgoingEvent;

/** Prices as messages. */
public final class PricingWire {
    private PricingWire() {}

    static OutgoingEvent published(int version) {
        return CostEvents.everywhere(
                "price-book",
                CostEvent.newBuilder()
                        .setPriceBookPublished(PriceBookPublished.newBuilder()
                                .setVersion(version)
                                .setPublishedBy("cost-service"))
                        .build());
    }

    /** The message has no tiers: it carries the base rates, also for models that cost more with a long input. */
    public static QuoteResponse quote(Price price) {
        QuoteResponse.Builder quote =
                QuoteResponse.newBuilder().setStatus(status(price)).setPriceBookVersion(price.bookVersion());
        if (price instanceof Price.Priced priced) {
            quote.setRuleId(priced.rule().id());
            priced.rule()
                    .rates()
                    .usdPerMillion()
                    .forEach((unit, rate) -> quote.addRates(
                            Rate.newBuilder().setUnit(unit.label()).setUsdPerMillion(rate.toPlainString())));
        }
        Instant until = price.validUntil();
        if (until != null) {
            quote.setValidUntil(Timestamp.newBuilder().setSeconds(until.getEpochSecond()));
        }
        return quote.build();
    }

    private static PriceStatus status(Price price) {
        return switch (price) {
            case Price.Priced priced when priced.exact() -> PriceStatus.PRICE_STATUS_EXACT;
            case Price.Priced priced -> PriceStatus.PRICE_STATUS_ALIAS;
            case Price.Unpriced unpriced -> PriceStatus.PRICE_STATUS_UNPRICED;
        };
    }
}
