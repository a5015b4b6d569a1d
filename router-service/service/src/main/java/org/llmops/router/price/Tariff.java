package org.llmops.router.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Stream;
import org.llmops.platform.money.Money;
import org.llmops.router.body.TokenUsage;

/**
 * What calls of one service tier cost.
 *
 * @param ruleId the rule in the price book
 * @param rates of calls that exceed no threshold
 * @param thresholds by rising bounds; of those that are exceeded the last holds
 */
record Tariff(String ruleId, Rates rates, List<Threshold> thresholds) {
    static final Tariff NONE = new Tariff("", Rates.NONE, List.of());

    Tariff {
        thresholds = List.copyOf(thresholds);
    }

    Money cost(TokenUsage usage) {
        Rates holding = rates;
        for (Threshold threshold : thresholds) {
            if (threshold.isExceededBy(usage.input(), usage.output())) {
                holding = threshold.rates;
            }
        }
        return Money.ofUsd(Rates.usd(holding.shares(usage), RoundingMode.HALF_UP));
    }

    /** Whichever way the provider counts its input and output, and whether the call turns out large or not. */
    Money bound(long inputTokens, long outputTokens) {
        BigDecimal most = reachable(inputTokens, outputTokens)
                .map(holding -> holding.dearest(Rated::isOfInput, inputTokens)
                        .add(holding.dearest(Rated::isOfOutput, outputTokens))
                        .add(holding.dearest(Rated::isOfTheCall, 1)))
                .reduce(BigDecimal.ZERO, BigDecimal::max);
        return Money.ofUsd(Rates.usd(most, RoundingMode.CEILING));
    }

    private Stream<Rates> reachable(long inputTokens, long outputTokens) {
        return Stream.concat(
                Stream.of(rates),
                thresholds.stream()
                        .filter(threshold -> threshold.isExceededBy(inputTokens, outputTokens))
                        .map(Threshold::rates));
    }

    /**
     * Other rates for the whole of a large call.
     *
     * @param axis {@code input_tokens}, {@code output_tokens} or {@code total_tokens}
     * @param above more than this
     * @param rates all that hold then
     */
    record Threshold(String axis, long above, Rates rates) {
        boolean isExceededBy(long input, long output) {
            return switch (axis) {
                case "output_tokens" -> output > above;
                case "total_tokens" -> input + output > above;
                default -> input > above;
            };
        }
    }
}
