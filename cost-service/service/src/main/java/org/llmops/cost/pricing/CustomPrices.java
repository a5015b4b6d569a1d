package org.llmops.cost.pricing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An immutable version of what a workspace has agreed on: prices of its own, which go before the price book's, and
 * discounts on the price book's. Ids of its rules begin with `custom@` and the version, so that a ledger entry names it.
 */
public final class CustomPrices {
    public static final CustomPrices NONE = new CustomPrices(0, List.of(), List.of(), List.of(), null);

    private static final int REMEMBERED_REDUCTIONS = 10_000;

    private final int version;
    private final PriceBook own;
    private final List<Discount> discounts;
    private final @Nullable Unpriced unpriced;
    private final Map<Reduction, PriceRule> reduced = new ConcurrentHashMap<>();

    /** @param unpriced what is to become of calls without a price; absent: what the router is set to */
    public CustomPrices(
            int version,
            List<PriceSource> sources,
            List<PriceRule> rules,
            List<Discount> discounts,
            @Nullable Unpriced unpriced) {
        this.version = version;
        this.own = new PriceBook(
                version,
                sources,
                List.of(),
                rules.stream()
                        .map(rule -> rule.called(named(version, rule.id())))
                        .toList());
        this.discounts = List.copyOf(discounts);
        this.unpriced = unpriced;
    }

    /** 0 when there are none. */
    public int version() {
        return version;
    }

    public PriceBook own() {
        return own;
    }

    public List<Discount> discounts() {
        return discounts;
    }

    public @Nullable Unpriced unpriced() {
        return unpriced;
    }

    /** What the workspace pays where the price book says this. */
    Price find(PriceBook book, String provider, String model, @Nullable String region, ServiceTier tier, Instant at) {
        if (version == 0) {
            return book.find(provider, model, region, tier, at);
        }
        Price listed = book.find(provider, model, region, tier, at);
        Price agreed = own.find(provider, model, region, tier, at);
        Instant until = nextChange(listed, agreed, at);
        if (agreed instanceof Price.Priced priced) {
            return new Price.Priced(book.version(), until, priced.rule(), priced.exact());
        }
        return listed instanceof Price.Priced priced
                ? new Price.Priced(
                        book.version(),
                        until,
                        discounted(priced.rule(), model.strip().toLowerCase(Locale.ROOT), at),
                        priced.exact(),
                        priced.rule())
                : new Price.Unpriced(book.version(), until);
    }

    private PriceRule discounted(PriceRule rule, String model, Instant at) {
        return discounts.stream()
                .filter(discount -> discount.validity().at(at) && discount.isFor(rule, model))
                .max(Comparator.<Discount>comparingInt(discount -> discount.closeness(model))
                        .thenComparing(Discount::id))
                .map(discount -> reduce(rule, discount))
                .orElse(rule);
    }

    private PriceRule reduce(PriceRule rule, Discount discount) {
        if (reduced.size() >= REMEMBERED_REDUCTIONS) {
            reduced.clear();
        }
        return reduced.computeIfAbsent(
                new Reduction(rule, discount.id()),
                key -> rule.reduced(rule.id() + "+" + named(version, discount.id()), discount));
    }

    private @Nullable Instant nextChange(Price listed, Price agreed, Instant at) {
        return Stream.concat(
                        Stream.of(Optional.ofNullable(listed.validUntil()), Optional.ofNullable(agreed.validUntil())),
                        discounts.stream()
                                .map(discount ->
                                        Optional.ofNullable(discount.validity().nextChange(at))))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static String named(int version, String id) {
        return "custom@" + version + "/" + id;
    }

    /** What is to become of calls that nobody can price. */
    public enum Unpriced {
        /** They are answered, and count for nothing. */
        ALLOW,
        /** They are refused. */
        REFUSE;

        public static Optional<Unpriced> of(String label) {
            return Arrays.stream(values())
                    .filter(policy -> policy.label().equals(label))
                    .findFirst();
        }

        @JsonValue
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A rule, whichever version of the book it is from, with a discount. */
    private record Reduction(PriceRule rule, String discount) {}
}
