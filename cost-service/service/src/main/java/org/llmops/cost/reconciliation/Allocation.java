package org.llmops.cost.reconciliation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Divides an amount in proportion to weights, exactly: the parts add up to the whole, and none is off by a nano-USD. */
final class Allocation {
    private Allocation() {}

    /**
     * The largest remainders get what is left by rounding down.
     *
     * @param weights 0 or more; when all are 0, every part is alike
     */
    static List<Long> of(long amount, List<Long> weights) {
        if (weights.isEmpty()) {
            throw new IllegalArgumentException("There is nobody to divide " + amount + " among");
        }
        List<Long> used = weights.stream().allMatch(weight -> weight == 0)
                ? weights.stream().map(any -> 1L).toList()
                : weights;
        BigInteger whole = used.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        BigInteger size = BigInteger.valueOf(amount).abs();
        List<Long> parts = new ArrayList<>();
        List<BigInteger> remainders = new ArrayList<>();
        for (long weight : used) {
            BigInteger[] quotient = size.multiply(BigInteger.valueOf(weight)).divideAndRemainder(whole);
            parts.add(quotient[0].longValueExact());
            remainders.add(quotient[1]);
        }
        long left =
                size.longValueExact() - parts.stream().mapToLong(part -> part).sum();
        IntStream.range(0, parts.size())
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> remainders.get(index))
                        .reversed())
                .limit(left)
                .forEach(index -> parts.set(index, parts.get(index) + 1));
        return amount < 0 ? parts.stream().map(part -> -part).toList() : List.copyOf(parts);
    }
}
