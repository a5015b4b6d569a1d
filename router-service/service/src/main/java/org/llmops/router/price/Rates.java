package org.llmops.router.price;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.llmops.router.body.TokenUsage;

/** What units cost. Every count is billed once, by the most particular unit that has a rate. */
final class Rates {
    static final Rates NONE = new Rates(List.of());

    private static final int MILLION = 6;
    private static final int DIGITS = 40;
    /** A multiple of what rates are usually for, so that their sum is an exact fraction. */
    private static final long COMMON = 9_000_000_000L;

    private final List<Rated> particularFirst;

    Rates(List<Rated> rates) {
        // What contains a unit contains all its parts too, and so has more of them.
        this.particularFirst = rates.stream()
                .sorted(Comparator.comparingInt(rated -> rated.parts().size()))
                .toList();
    }

    boolean isEmpty() {
        return particularFirst.isEmpty();
    }

    /** USD for a million of a unit; 0 when it costs nothing, or nobody says what. */
    BigDecimal perMillion(String unit) {
        return particularFirst.stream()
                .filter(rated -> rated.unit().equals(unit))
                .findFirst()
                .map(rated -> share(rated, 1).movePointRight(MILLION))
                .map(sum -> sum.divide(BigDecimal.valueOf(COMMON), DIGITS, RoundingMode.HALF_UP)
                        .stripTrailingZeros())
                .orElse(BigDecimal.ZERO);
    }

    /** Exactly what this usage costs, as a fraction of {@link #usd}. */
    BigDecimal shares(TokenUsage usage) {
        Map<String, Long> billed = HashMap.newHashMap(particularFirst.size());
        BigDecimal sum = BigDecimal.ZERO;
        for (Rated rated : particularFirst) {
            long own = count(usage, rated.unit());
            for (String part : rated.parts()) {
                own -= billed.getOrDefault(part, 0L);
            }
            own = Math.max(0, own);
            billed.put(rated.unit(), own);
            if (own > 0) {
                sum = sum.add(share(rated, own));
            }
        }
        return sum;
    }

    /** What this many of the dearest unit of a sort cost. */
    BigDecimal dearest(Predicate<Rated> sort, long count) {
        return particularFirst.stream()
                .filter(sort)
                .map(rated -> share(rated, count))
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO);
    }

    /** Dollars from shares, rounded once. */
    static BigDecimal usd(BigDecimal shares, RoundingMode rounding) {
        return shares.divide(BigDecimal.valueOf(COMMON), 9, rounding);
    }

    private static BigDecimal share(Rated rated, long count) {
        BigDecimal cost = rated.usd().multiply(BigDecimal.valueOf(count));
        return COMMON % rated.per() == 0
                ? cost.multiply(BigDecimal.valueOf(COMMON / rated.per()))
                : cost.multiply(BigDecimal.valueOf(COMMON))
                        .divide(BigDecimal.valueOf(rated.per()), DIGITS, RoundingMode.HALF_UP);
    }

    private static long count(TokenUsage usage, String unit) {
        return switch (unit) {
            case "input_tokens" -> usage.input();
            case "cache_read_tokens" -> usage.cacheRead();
            case "cache_write_tokens" -> usage.cacheWrite();
            case "output_tokens" -> usage.output();
            case "output_reasoning_tokens" -> usage.reasoning();
            case "requests" -> 1;
            case "rerank_searches" -> usage.details().getOrDefault("search_units", 0L) + detail(usage, unit);
            default -> detail(usage, unit);
        };
    }

    private static long detail(TokenUsage usage, String unit) {
        return Math.max(0, usage.details().getOrDefault(unit, 0L));
    }
}
