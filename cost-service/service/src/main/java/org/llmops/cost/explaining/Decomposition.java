package org.llmops.cost.explaining;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.platform.money.Money;

/**
 * Splits the difference between what something cost and what it usually costs into price × volume × mix × tokens per request.
 *
 * <p>What a segment costs is the number of all calls × its share of them × tokens per call × cost per token. Each factor gets
 * the mean, over all orders in which the factors may change from usual to actual, of what its change adds: the Shapley
 * value, which leaves no remainder and treats every factor alike (Sun, Changes in energy consumption and energy intensity:
 * a complete decomposition model, Energy Economics 20 (1998); Albrecht, François and Schoors, A Shapley decomposition of
 * carbon emissions without residuals, Energy Policy 30 (2002)). Amounts are rounded so that the parts still add up.
 */
final class Decomposition {
    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final int FACTORS = 4;
    private static final int PRICE = 3;

    /** Of a factor that joins a set of so many others: 1 / (4 × the number of such sets). */
    private static final BigDecimal[] WEIGHT = {
        new BigDecimal(6), new BigDecimal(2), new BigDecimal(2), new BigDecimal(6)
    };

    private static final BigDecimal ORDERS = new BigDecimal(24);

    private Decomposition() {}

    /**
     * What each segment contributes.
     *
     * @param expected what all of it usually costs: the usual flows are scaled to it
     * @param segments by name, different ones
     */
    static Map<String, Effects> of(Money expected, List<Segment> segments) {
        Flow usual = segments.stream().map(Segment::usual).reduce(Flow.NONE, Flow::plus);
        if (usual.costNanoUsd() <= 0 || usual.requests() <= 0) {
            return of(expected, asActual(segments));
        }
        Flow actual = segments.stream().map(Segment::actual).reduce(Flow.NONE, Flow::plus);
        BigDecimal scale = decimal(expected.nanoUsd()).divide(decimal(usual.costNanoUsd()), EXACT);
        BigDecimal usualCalls = decimal(usual.requests()).multiply(scale, EXACT);
        long[] usualCosts = share(expected.nanoUsd(), segments, usual.costNanoUsd());
        Map<String, Effects> effects = new LinkedHashMap<>();
        for (int at = 0; at < segments.size(); at++) {
            Segment segment = segments.get(at);
            long difference = Math.subtractExact(segment.actual().costNanoUsd(), usualCosts[at]);
            effects.put(
                    segment.name(), whole(difference, split(segment, usual, usualCalls, decimal(actual.requests()))));
        }
        return effects;
    }

    /** When nothing is known of how it usually is, it is taken to be as it is now, more or less of it. */
    private static List<Segment> asActual(List<Segment> segments) {
        Flow actual = segments.stream().map(Segment::actual).reduce(Flow.NONE, Flow::plus);
        if (actual.costNanoUsd() <= 0 || actual.requests() <= 0) {
            return List.of(new Segment("", new Flow(1, 1, BigDecimal.ONE), actual));
        }
        return segments.stream()
                .map(segment -> new Segment(segment.name(), segment.actual(), segment.actual()))
                .toList();
    }

    private static BigDecimal[] split(Segment segment, Flow usual, BigDecimal usualCalls, BigDecimal actualCalls) {
        Flow before = segment.usual();
        Flow after = segment.actual();
        boolean corrected = !before.isEmpty() && !before.hasUnitCost() || !after.isEmpty() && !after.hasUnitCost();
        if (corrected) {
            BigDecimal[] parts = zeros();
            parts[PRICE] = BigDecimal.ONE;
            return parts;
        }
        boolean tokens = (before.isEmpty() || before.hasTokens()) && (after.isEmpty() || after.hasTokens());
        BigDecimal[] from = factors(before.isEmpty() ? after : before, tokens);
        BigDecimal[] to = factors(after.isEmpty() ? before : after, tokens);
        BigDecimal fromShare = over(decimal(before.requests()), decimal(usual.requests()));
        from[0] = usualCalls;
        to[0] = actualCalls;
        from[1] = fromShare;
        to[1] = actualCalls.signum() == 0 ? fromShare : over(decimal(after.requests()), actualCalls);
        return shapley(from, to);
    }

    /** Calls and share are filled in by the caller. What has no tokens, such as an image, is priced by the call. */
    private static BigDecimal[] factors(Flow flow, boolean tokens) {
        BigDecimal[] factors = zeros();
        BigDecimal calls = decimal(flow.requests());
        BigDecimal cost = decimal(flow.costNanoUsd());
        factors[2] = tokens ? over(flow.tokens(), calls) : BigDecimal.ONE;
        factors[PRICE] = tokens ? over(cost, flow.tokens()) : over(cost, calls);
        return factors;
    }

    private static BigDecimal[] shapley(BigDecimal[] from, BigDecimal[] to) {
        BigDecimal[] products = new BigDecimal[1 << FACTORS];
        for (int changed = 0; changed < products.length; changed++) {
            BigDecimal product = BigDecimal.ONE;
            for (int factor = 0; factor < FACTORS; factor++) {
                product = product.multiply((changed & 1 << factor) == 0 ? from[factor] : to[factor], EXACT);
            }
            products[changed] = product;
        }
        BigDecimal[] parts = zeros();
        for (int changed = 0; changed < products.length; changed++) {
            for (int factor = 0; factor < FACTORS; factor++) {
                if ((changed & 1 << factor) == 0) {
                    BigDecimal added = products[changed | 1 << factor].subtract(products[changed], EXACT);
                    BigDecimal weighted = added.multiply(WEIGHT[Integer.bitCount(changed)], EXACT);
                    parts[factor] = parts[factor].add(weighted.divide(ORDERS, EXACT), EXACT);
                }
            }
        }
        return parts;
    }

    /** Rounds the parts; what is left over by that, a few nano-USD at most, goes to the largest. */
    private static Effects whole(long difference, BigDecimal[] parts) {
        long[] rounded = new long[FACTORS];
        int largest = 0;
        long rest = difference;
        for (int factor = 0; factor < FACTORS; factor++) {
            rounded[factor] = parts[factor].setScale(0, RoundingMode.HALF_EVEN).longValueExact();
            rest = Math.subtractExact(rest, rounded[factor]);
            largest = parts[factor].abs().compareTo(parts[largest].abs()) > 0 ? factor : largest;
        }
        rounded[largest] = Math.addExact(rounded[largest], rest);
        return new Effects(
                Money.ofNanoUsd(rounded[0]),
                Money.ofNanoUsd(rounded[1]),
                Money.ofNanoUsd(rounded[2]),
                Money.ofNanoUsd(rounded[PRICE]));
    }

    /** Shares an amount out by the segments' usual costs; what rounding leaves goes to the first ones. */
    static long[] share(long amount, List<Segment> segments, long usualCost) {
        List<Long> costs = new ArrayList<>();
        segments.forEach(segment -> costs.add(segment.usual().costNanoUsd()));
        long[] shares = new long[costs.size()];
        long rest = amount;
        for (int at = 0; at < shares.length; at++) {
            shares[at] = decimal(amount)
                    .multiply(decimal(costs.get(at)))
                    .divide(decimal(usualCost), 0, RoundingMode.FLOOR)
                    .longValueExact();
            rest -= shares[at];
        }
        for (int at = 0; rest > 0 && at < shares.length; at++, rest--) {
            shares[at]++;
        }
        return shares;
    }

    private static BigDecimal[] zeros() {
        return new BigDecimal[] {BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO};
    }

    private static BigDecimal over(BigDecimal part, BigDecimal whole) {
        return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, EXACT);
    }

    private static BigDecimal decimal(long number) {
        return BigDecimal.valueOf(number);
    }
}
