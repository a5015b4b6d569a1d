package org.llmops.cost.pricing;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace pays less than the price book says, by a contract of its own.
 *
 * @param id unique in its document
 * @param provider absent: whichever
 * @param matches the models; none: all
 * @param units what it is granted on; none: everything
 * @param percent how much less, above 0 and at most 100
 */
public record Discount(
        String id,
        @Nullable String provider,
        List<ModelMatch> matches,
        Set<Unit> units,
        BigDecimal percent,
        Validity validity) {
    private static final int PERCENT = 2;

    public Discount {
        matches = List.copyOf(matches);
        units = Set.copyOf(units);
        if (percent.signum() <= 0 || percent.compareTo(BigDecimal.ONE.movePointRight(PERCENT)) > 0) {
            throw new IllegalArgumentException("A discount is above 0 and at most 100 percent");
        }
    }

    boolean isFor(PriceRule rule, String model) {
        return (provider == null || provider.equals(rule.provider()))
                && (matches.isEmpty() || matches.stream().anyMatch(match -> match.covers(model)));
    }

    /** Of several that apply, the one that says most about the model holds. */
    int closeness(String model) {
        return (provider == null ? 0 : 1)
                + matches.stream()
                        .filter(match -> match.covers(model.toLowerCase(Locale.ROOT)))
                        .map(match -> Math.min(match.closeness(), 1_000))
                        .max(Comparator.naturalOrder())
                        .orElse(0);
    }

    Rates on(Rates rates) {
        BigDecimal kept = BigDecimal.ONE.subtract(percent.movePointLeft(PERCENT));
        if (units.isEmpty()) {
            return rates.each(rate -> rate.multiply(kept));
        }
        Map<Unit, BigDecimal> reduced = new HashMap<>(rates.stated());
        rates.billed().stream()
                .filter(rated -> units.stream().anyMatch(unit -> unit.contains(rated.unit())))
                .forEach(rated -> reduced.put(rated.unit(), rated.rate().multiply(kept)));
        return new Rates(reduced);
    }
}
