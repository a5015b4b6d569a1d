package org.llmops.cost.quoting;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.cost.pricing.Rates;

/**
 * What units cost by a rule, as REST shows it: exact decimal strings, for a million tokens or characters, a thousand
 * searches, requests or pages, an hour of seconds, or one image, as `GET /v1/price-units` says.
 *
 * @param currency ISO 4217
 * @param thresholds other rates for the whole of a large call
 */
@RegisterForReflection
record RateCard(String currency, Map<String, String> rates, List<Step> thresholds) {
    static RateCard of(PriceRule rule) {
        return new RateCard(
                rule.currency(),
                shown(rule.rates()),
                rule.thresholds().stream()
                        .map(step -> new Step(step.axis().label(), step.above(), shown(step.rates())))
                        .toList());
    }

    private static Map<String, String> shown(Rates rates) {
        Map<String, String> shown = new LinkedHashMap<>();
        rates.stated().forEach((unit, rate) -> shown.put(unit.label(), plain(rate)));
        return shown;
    }

    static String plain(BigDecimal number) {
        BigDecimal trimmed = number.stripTrailingZeros();
        return (trimmed.scale() < 0 ? trimmed.setScale(0) : trimmed).toPlainString();
    }

    /**
     * Other rates above a bound.
     *
     * @param axis what is compared
     * @param above more than this
     */
    @RegisterForReflection
    record Step(String axis, long above, Map<String, String> rates) {}
}
