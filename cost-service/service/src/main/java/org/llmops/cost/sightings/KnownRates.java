package org.llmops.cost.sightings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.llmops.cost.pricing.Price;
import org.llmops.cost.pricing.PriceRule;

/**
 * What a model costs, as far as it can be compared: rates by unit, in the price's own currency, so that a rate of exchange
 * is no news. Empty when there is no price.
 */
record KnownRates(Map<String, BigDecimal> byUnit) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, String>> TEXTS = new TypeReference<>() {};

    KnownRates {
        byUnit = new TreeMap<>(byUnit);
    }

    static KnownRates of(Price price) {
        Map<String, BigDecimal> rates = new TreeMap<>();
        if (price instanceof Price.Priced priced) {
            PriceRule rule = priced.rule();
            rule.rates().stated().forEach((unit, rate) -> rates.put(rule.currency() + " " + unit.label(), rate));
            rule.thresholds()
                    .forEach(step -> step.rates()
                            .stated()
                            .forEach((unit, rate) -> rates.put(
                                    rule.currency() + " " + unit.label() + " above " + step.above() + " "
                                            + step.axis().label(),
                                    rate)));
        }
        rates.replaceAll((unit, rate) -> rate.signum() == 0 ? BigDecimal.ZERO : rate.stripTrailingZeros());
        return new KnownRates(rates);
    }

    static KnownRates read(String column) {
        try {
            Map<String, BigDecimal> rates = new TreeMap<>();
            JSON.readValue(column, TEXTS).forEach((unit, rate) -> rates.put(unit, new BigDecimal(rate)));
            return new KnownRates(rates);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("The column holds what was written there", impossible);
        }
    }

    String written() {
        try {
            return JSON.writeValueAsString(texts());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Texts can be written as JSON", impossible);
        }
    }

    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        byUnit.forEach((unit, rate) -> texts.put(unit, rate.toPlainString()));
        return texts;
    }

    /** Whether something costs more than before, or was not billed at all. */
    boolean isDearerThan(KnownRates before) {
        return byUnit.entrySet().stream()
                .anyMatch(rate ->
                        rate.getValue().compareTo(before.byUnit.getOrDefault(rate.getKey(), BigDecimal.ZERO)) > 0);
    }
}
