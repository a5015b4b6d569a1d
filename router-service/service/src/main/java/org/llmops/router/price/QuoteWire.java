package org.llmops.router.price;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.Rate;
import org.llmops.cost.v1.RateThreshold;
import org.llmops.cost.v1.TierRates;
import org.llmops.router.price.Quote.Unpriced;

/** Reads quotes of the cost service. */
final class QuoteWire {
    private static final long MILLION = 1_000_000;

    private QuoteWire() {}

    static Quote read(QuoteResponse response) {
        String status = switch (response.getStatus()) {
            case PRICE_STATUS_EXACT -> "exact";
            case PRICE_STATUS_ALIAS -> "alias";
            case PRICE_STATUS_MISSING -> "missing";
            default -> "unpriced";
        };
        Map<String, Tariff> tiers = new HashMap<>();
        for (TierRates tier : response.getServiceTiersList()) {
            tiers.put(tier.getServiceTier(), tariff(tier.getRuleId(), tier.getRatesList(), tier.getThresholdsList()));
        }
        return new Quote(
                status,
                response.getPriceBookVersion(),
                status.equals("unpriced")
                        ? Tariff.NONE
                        : tariff(response.getRuleId(), response.getRatesList(), response.getThresholdsList()),
                tiers,
                switch (response.getUnpricedPolicy()) {
                    case UNPRICED_POLICY_ALLOW -> Unpriced.ALLOW;
                    case UNPRICED_POLICY_REFUSE -> Unpriced.REFUSE;
                    default -> Unpriced.UNSAID;
                });
    }

    private static Tariff tariff(String ruleId, List<Rate> rates, List<RateThreshold> thresholds) {
        return new Tariff(
                ruleId,
                rates(rates),
                thresholds.stream()
                        .map(step -> new Tariff.Threshold(step.getAxis(), step.getAbove(), rates(step.getRatesList())))
                        .toList());
    }

    private static Rates rates(List<Rate> rates) {
        return new Rates(rates.stream().map(rate -> rated(rate, rates)).toList());
    }

    /** A cost service of an older version tells millions only, and leaves it to others that caches are parts of the input. */
    private static Rated rated(Rate rate, List<Rate> all) {
        if (!rate.getUsd().isEmpty()) {
            return new Rated(rate.getUnit(), new BigDecimal(rate.getUsd()), rate.getPer(), rate.getPartsList());
        }
        List<String> parts = rate.getUnit().equals("input_tokens")
                ? all.stream()
                        .map(Rate::getUnit)
                        .filter(unit -> unit.startsWith("cache_"))
                        .toList()
                : List.of();
        return new Rated(rate.getUnit(), new BigDecimal(rate.getUsdPerMillion()), MILLION, parts);
    }
}
