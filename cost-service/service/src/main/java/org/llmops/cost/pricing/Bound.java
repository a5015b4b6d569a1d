package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.llmops.cost.pricing.Rates.Rated;
import org.llmops.cost.pricing.Unit.Family;
import org.llmops.cost.pricing.Unit.Side;
import org.llmops.platform.money.Money;

/** The most a call may cost by a rule, whatever its tokens turn out to be: text or sound, cached or not. */
final class Bound {
    private static final int NANO = 9;
    private static final int MARGIN = 24;

    private Bound() {}

    /**
     * @param input the most tokens that go in
     * @param output the most that come out
     * @param others how many of other units it takes
     * @param perUsd of the rule's currency
     */
    static Money of(PriceRule rule, long input, long output, Map<Unit, Long> others, BigDecimal perUsd) {
        List<Rates> reachable = Stream.concat(
                        Stream.of(rule.rates()),
                        rule.thresholds().stream()
                                .filter(step -> step.isExceededBy(new TokenUsage(input, 0, 0, output, 0)))
                                .map(Threshold::rates))
                .toList();
        BigDecimal sum = share(reachable, input, unit -> isOf(unit, Side.INPUT))
                .add(share(reachable, output, unit -> isOf(unit, Side.OUTPUT)))
                .add(share(reachable, others.getOrDefault(Unit.REQUESTS, 1L), Unit.REQUESTS::equals));
        for (Map.Entry<Unit, Long> other : others.entrySet()) {
            if (other.getKey().family() != Family.TOKENS && !other.getKey().equals(Unit.REQUESTS)) {
                sum = sum.add(share(reachable, other.getValue(), unit -> unit.contains(other.getKey())));
            }
        }
        return Money.ofUsd(sum.divide(perUsd, NANO, RoundingMode.CEILING));
    }

    private static boolean isOf(Unit unit, Side side) {
        return unit.family() == Family.TOKENS && unit.side() == side;
    }

    private static BigDecimal share(List<Rates> reachable, long count, Predicate<Unit> billed) {
        return reachable.stream()
                .flatMap(rates -> rates.billed().stream())
                .filter(rated -> billed.test(rated.unit()))
                .map(Bound::perUnit)
                .max(Comparator.naturalOrder())
                .map(rate -> rate.multiply(BigDecimal.valueOf(count)))
                .orElse(BigDecimal.ZERO);
    }

    private static BigDecimal perUnit(Rated rated) {
        return rated.rate().divide(BigDecimal.valueOf(rated.unit().per()), MARGIN, RoundingMode.CEILING);
    }
}
