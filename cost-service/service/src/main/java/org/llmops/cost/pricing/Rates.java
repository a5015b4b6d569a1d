package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What units cost, in some currency, for as many of each as {@link Unit#per} says. Every count is billed once, by the most
 * particular unit that has a rate: without a rate for cached input, that is billed as input. What two units with rates
 * both count, and no third has a rate for, takes the dearer of the two.
 */
public final class Rates {
    /** In the order in which people list them. */
    private static final Comparator<Unit> LISTED = Comparator.comparing(Unit::family)
            .thenComparing(Unit::side)
            .thenComparingInt(Unit::particularity)
            .thenComparing(Unit::label);

    public static final Rates NONE = new Rates(Map.of());

    private final Map<Unit, BigDecimal> stated;
    private final List<Rated> billed;

    public Rates(Map<Unit, BigDecimal> stated) {
        Map<Unit, BigDecimal> sorted = new TreeMap<>(LISTED);
        sorted.putAll(stated);
        sorted.forEach(Rates::requireNotNegative);
        this.stated = Collections.unmodifiableMap(sorted);
        this.billed = billed(complete(sorted));
    }

    /** The rates as somebody stated them. */
    public Map<Unit, BigDecimal> stated() {
        return stated;
    }

    /** Every rate by which something may be billed, the most particular units first. */
    public List<Rated> billed() {
        return billed;
    }

    public boolean isEmpty() {
        return stated.isEmpty();
    }

    /** These, with others in place of some. */
    Rates with(Rates others) {
        if (others.isEmpty()) {
            return this;
        }
        Map<Unit, BigDecimal> both = new HashMap<>(stated);
        both.putAll(others.stated);
        return new Rates(both);
    }

    Rates each(UnaryOperator<BigDecimal> change) {
        Map<Unit, BigDecimal> changed = new HashMap<>();
        stated.forEach((unit, rate) -> changed.put(unit, change.apply(rate)));
        return new Rates(changed);
    }

    /** How many of each rated unit a call is billed for; what is zero is left out. */
    Map<Rated, Long> count(CallUsage call) {
        Map<Unit, Long> own = HashMap.newHashMap(billed.size());
        Map<Rated, Long> counted = new TreeMap<>(Comparator.comparing(Rated::unit, LISTED));
        for (Rated rated : billed) {
            long rest = call.count(rated.unit);
            for (Unit part : rated.parts) {
                rest -= own.getOrDefault(part, 0L);
            }
            own.put(rated.unit, Math.max(0, rest));
            if (rest > 0) {
                counted.put(rated, rest);
            }
        }
        return counted;
    }

    /** The rate by which this unit is billed; absent where it is billed as another. */
    Optional<BigDecimal> rateOf(Unit unit) {
        return billed.stream()
                .filter(rated -> rated.unit().equals(unit))
                .map(Rated::rate)
                .findFirst();
    }

    /** Whether some rate bills what this unit counts. */
    boolean covers(Unit unit) {
        return stated.keySet().stream().anyMatch(rated -> rated.contains(unit));
    }

    private static List<Rated> billed(Map<Unit, BigDecimal> complete) {
        List<Unit> particularFirst = complete.keySet().stream()
                .sorted(Comparator.comparingInt(Unit::particularity).reversed().thenComparing(LISTED))
                .toList();
        List<Rated> billed = new ArrayList<>();
        for (Unit unit : particularFirst) {
            List<Unit> parts = particularFirst.stream()
                    .filter(part -> !part.equals(unit) && unit.contains(part))
                    .toList();
            billed.add(new Rated(unit, complete.getOrDefault(unit, BigDecimal.ZERO), parts));
        }
        return List.copyOf(billed);
    }

    /** Adds what pairs of units have in common, until nothing new is. */
    private static Map<Unit, BigDecimal> complete(Map<Unit, BigDecimal> stated) {
        Map<Unit, BigDecimal> complete = new HashMap<>(stated);
        Deque<Unit> fresh = new ArrayDeque<>(stated.keySet());
        while (!fresh.isEmpty()) {
            Unit one = fresh.pop();
            for (Unit other : Set.copyOf(complete.keySet())) {
                if (one.contains(other) || other.contains(one)) {
                    continue;
                }
                one.and(other).filter(both -> !complete.containsKey(both)).ifPresent(both -> {
                    complete.put(both, dearest(both, complete));
                    fresh.push(both);
                });
            }
        }
        return complete;
    }

    private static BigDecimal dearest(Unit unit, Map<Unit, BigDecimal> rates) {
        int closest = rates.keySet().stream()
                .filter(rated -> rated.contains(unit))
                .mapToInt(Unit::particularity)
                .max()
                .orElseThrow();
        return rates.entrySet().stream()
                .filter(rate -> rate.getKey().contains(unit) && rate.getKey().particularity() == closest)
                .map(Map.Entry::getValue)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static void requireNotNegative(Unit unit, BigDecimal rate) {
        if (rate.signum() < 0) {
            throw new IllegalArgumentException("The rate for " + unit + " is negative");
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Rates rates && stated.equals(rates.stated);
    }

    @Override
    public int hashCode() {
        return stated.hashCode();
    }

    @Override
    public String toString() {
        return stated.toString();
    }

    /**
     * A unit and its rate.
     *
     * @param rate for {@link Unit#per} of them
     * @param parts units with rates of their own, whose counts are not billed by this one
     */
    public record Rated(Unit unit, BigDecimal rate, List<Unit> parts) {
        public Rated {
            parts = List.copyOf(parts);
        }
    }
}
