package org.llmops.cost.reporting;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.llmops.platform.money.Money;

/**
 * Splits an amount so that the parts add up to it exactly: each gets its share rounded down, and the nano-dollars that
 * are left go one each to those whose share was cut most (Hamilton's method of apportionment).
 */
final class LargestRemainder {
    private LargestRemainder() {}

    /**
     * Parts in the order of their weights. Where several were cut alike, the first ones get more.
     *
     * @param weights not negative, and not all nothing
     */
    static List<Money> split(Money amount, List<BigDecimal> weights) {
        BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (sum.signum() <= 0 || weights.stream().anyMatch(weight -> weight.signum() < 0)) {
            throw new IllegalArgumentException("Weights are not negative, and not all nothing");
        }
        int scale = weights.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        BigInteger whole = sum.setScale(Math.max(scale, 0)).unscaledValue();
        BigInteger absolute = BigInteger.valueOf(amount.nanoUsd()).abs();
        List<BigInteger[]> shares = weights.stream()
                .map(weight -> weight.setScale(Math.max(scale, 0)).unscaledValue())
                .map(weight -> absolute.multiply(weight).divideAndRemainder(whole))
                .toList();
        long left = absolute.subtract(shares.stream().map(share -> share[0]).reduce(BigInteger.ZERO, BigInteger::add))
                .longValueExact();
        Set<Integer> mostCut = IntStream.range(0, shares.size())
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> shares.get(index)[1])
                        .reversed())
                .limit(left)
                .collect(Collectors.toSet());
        List<Money> parts = new ArrayList<>();
        for (int index = 0; index < shares.size(); index++) {
            long part = shares.get(index)[0].longValueExact() + (mostCut.contains(index) ? 1 : 0);
            parts.add(Money.ofNanoUsd(amount.isNegative() ? -part : part));
        }
        return parts;
    }
}
