package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.llmops.platform.money.Money;

/**
 * What each unit costs, in USD for a million. Complete: a provider that names no price for cached input bills it as
 * input, and one that names none for output has none.
 *
 * @param usdPerMillion a rate for every unit, exact
 */
public record Rates(Map<TokenUnit, BigDecimal> usdPerMillion) {
    private static final int MILLION = 6;

    public Rates {
        BigDecimal input = usdPerMillion.get(TokenUnit.INPUT_TOKENS);
        if (input == null) {
            throw new IllegalArgumentException("Rates need one for input_tokens");
        }
        Map<TokenUnit, BigDecimal> complete = new EnumMap<>(usdPerMillion);
        complete.putIfAbsent(TokenUnit.CACHE_READ_TOKENS, input);
        complete.putIfAbsent(TokenUnit.CACHE_WRITE_TOKENS, input);
        complete.putIfAbsent(TokenUnit.OUTPUT_TOKENS, BigDecimal.ZERO);
        complete.forEach(Rates::requireNotNegative);
        usdPerMillion = Collections.unmodifiableMap(complete);
    }

    /** The sum over the units of count x rate, rounded half up to a whole nano-USD once, at the end. */
    public Money cost(TokenUsage usage) {
        return Money.rounded(usdPerMillion.entrySet().stream()
                .map(rate -> rate.getValue().multiply(BigDecimal.valueOf(usage.count(rate.getKey()))))
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .movePointLeft(MILLION));
    }

    private static void requireNotNegative(TokenUnit unit, BigDecimal rate) {
        if (rate.signum() < 0) {
            throw new IllegalArgumentException("The rate for " + unit.label() + " is negative");
        }
    }
}
