package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.llmops.cost.pricing.PricedCall.Conversion;
import org.llmops.cost.pricing.PricedCall.Line;
import org.llmops.cost.pricing.Rates.Rated;
import org.llmops.cost.pricing.Unit.Side;
import org.llmops.platform.money.Money;

/** What a call costs by a rule: the sum over the units of count x rate, rounded half up to a whole nano-USD once, at the end. */
final class Bill {
    private static final MathContext SHOWN = new MathContext(18, RoundingMode.HALF_UP);
    private static final int NANO = 9;
    /** A multiple of what every unit's rate is for, so that nothing is divided before the sum is known. */
    private static final long COMMON = 9_000_000_000L;

    private Bill() {}

    static PricedCall of(Price.Priced price, CallUsage call, ExchangeRates exchange) {
        PriceRule rule = price.rule();
        LocalDate day = call.at().atOffset(ZoneOffset.UTC).toLocalDate();
        Optional<Conversion> conversion = conversion(rule.currency(), day, exchange);
        if (conversion.isEmpty() && !rule.currency().equals(PriceRule.USD)) {
            return new PricedCall(
                    Money.ZERO,
                    PriceStatus.MISSING,
                    rule.id(),
                    price.bookVersion(),
                    List.of(),
                    new Conversion(rule.currency(), day, null));
        }
        BigDecimal perUsd = conversion.map(Conversion::perUsd).orElse(BigDecimal.ONE);
        Rates rates = rule.ratesFor(call.usage());
        Map<Rated, Long> counts = rates.count(call);
        return new PricedCall(
                total(counts, perUsd),
                isComplete(rates, counts, call)
                        ? price.exact() ? PriceStatus.EXACT : PriceStatus.ALIAS
                        : PriceStatus.MISSING,
                rule.id(),
                price.bookVersion(),
                lines(counts, price.isDiscounted() ? price.listed().ratesFor(call.usage()) : Rates.NONE, perUsd),
                conversion.orElse(null));
    }

    private static Optional<Conversion> conversion(String currency, LocalDate day, ExchangeRates exchange) {
        return currency.equals(PriceRule.USD) ? Optional.empty() : exchange.of(currency, day);
    }

    private static Money total(Map<Rated, Long> counts, BigDecimal perUsd) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Map.Entry<Rated, Long> counted : counts.entrySet()) {
            long share = COMMON / counted.getKey().unit().per();
            sum = sum.add(counted.getKey()
                    .rate()
                    .multiply(BigDecimal.valueOf(counted.getValue()))
                    .multiply(BigDecimal.valueOf(share)));
        }
        return Money.ofUsd(sum.divide(BigDecimal.valueOf(COMMON).multiply(perUsd), NANO, RoundingMode.HALF_UP));
    }

    /** @param listed what the units cost without a discount; no rates where there is none */
    private static List<Line> lines(Map<Rated, Long> counts, Rates listed, BigDecimal perUsd) {
        List<Line> lines = new ArrayList<>();
        counts.forEach((rated, count) -> {
            BigDecimal perUnits = BigDecimal.valueOf(rated.unit().per()).multiply(perUsd);
            lines.add(new Line(
                    rated.unit().label(),
                    count,
                    quotient(rated.rate(), perUnits),
                    quotient(rated.rate().multiply(BigDecimal.valueOf(count)), perUnits),
                    listed.rateOf(rated.unit())
                            .filter(rate -> rate.compareTo(rated.rate()) != 0)
                            .map(rate -> quotient(rate, perUnits))
                            .orElse(null)));
        });
        return lines;
    }

    private static BigDecimal quotient(BigDecimal one, BigDecimal other) {
        BigDecimal shown = one.divide(other, SHOWN).stripTrailingZeros();
        return shown.scale() < 0 ? shown.setScale(0) : shown;
    }

    /**
     * Whether everything that was counted is paid for. Input and output may be measured in several ways at once, of which
     * one is billed; what is charged besides, such as searches, needs a rate of its own.
     */
    private static boolean isComplete(Rates rates, Map<Rated, Long> counts, CallUsage call) {
        return call.counted()
                .allMatch(unit -> rates.covers(unit) || (unit.isContent() && isMeasured(counts, unit.side())));
    }

    private static boolean isMeasured(Map<Rated, Long> counts, Side side) {
        return counts.keySet().stream()
                .map(Rated::unit)
                .anyMatch(unit -> unit.isContent() && (unit.side() == side || unit.side() == Side.CALL));
    }
}
