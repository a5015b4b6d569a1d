package org.llmops.router.price;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a unit costs.
 *
 * @param unit what is counted: {@code input_tokens}, {@code web_searches}, …
 * @param usd for as many as {@code per}, exact
 * @param parts units with rates of their own that this one contains
 */
record Rated(String unit, BigDecimal usd, long per, List<String> parts) {
    Rated {
        parts = List.copyOf(parts);
        if (per <= 0 || usd.signum() < 0) {
            throw new IllegalArgumentException("The rate of " + unit + " makes no sense");
        }
    }

    boolean isOfInput() {
        return unit.endsWith("_tokens") && !unit.startsWith("output_");
    }

    boolean isOfOutput() {
        return unit.endsWith("_tokens") && unit.startsWith("output_");
    }

    boolean isOfTheCall() {
        return unit.equals("requests");
    }
}
