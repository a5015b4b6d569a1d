package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes rules for tests; what a test does not name is the simplest there is. */
final class Rules {
    private Rules() {}

    static Rates rates(String... unitsAndRates) {
        Map<Unit, BigDecimal> rates = new HashMap<>();
        for (int i = 0; i < unitsAndRates.length; i += 2) {
            rates.put(Unit.of(unitsAndRates[i]).orElseThrow(), new BigDecimal(unitsAndRates[i + 1]));
        }
        return new Rates(rates);
    }

    static PriceRule with(Rates rates) {
        return new PriceRule(
                "r",
                "p",
                List.of(ModelMatch.of("equals", "m")),
                null,
                ServiceTier.STANDARD,
                Validity.ALWAYS,
                PriceRule.USD,
                rates,
                List.of(),
                "s");
    }

    static PriceRule rule(String id, String how, String text, String input) {
        return rule(id, how, text, input, null, ServiceTier.STANDARD, Validity.ALWAYS);
    }

    static PriceRule rule(
            String id,
            String how,
            String text,
            String input,
            @Nullable String region,
            ServiceTier tier,
            Validity validity) {
        return new PriceRule(
                id,
                "p",
                List.of(ModelMatch.of(how, text)),
                region,
                tier,
                validity,
                PriceRule.USD,
                rates("input_tokens", input),
                List.of(),
                "s");
    }
}
