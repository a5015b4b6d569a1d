package org.llmops.cost.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An immutable version of all prices. What it says about a model is looked up once and remembered. */
public final class PriceBook {
    /** Far more models than anyone calls; names that somebody makes up do not fill the memory. */
    private static final int REMEMBERED_MODELS = 10_000;

    private static final int LONGEST_REMEMBERED = 400;

    private final int version;
    private final List<PriceSource> sources;
    private final List<Vendor> vendors;
    private final List<PriceRule> rules;
    private final Map<String, List<PriceRule>> byProvider;
    private final Map<String, Vendor> byName = new HashMap<>();
    private final Map<Model, List<List<Candidate>>> remembered = new ConcurrentHashMap<>();

    public PriceBook(int version, List<PriceSource> sources, List<Vendor> vendors, List<PriceRule> rules) {
        this.version = version;
        this.sources = List.copyOf(sources);
        this.vendors = List.copyOf(vendors);
        this.rules = List.copyOf(rules);
        this.byProvider = rules.stream().collect(Collectors.groupingBy(PriceRule::provider));
        for (Vendor vendor : vendors) {
            Stream.concat(Stream.of(vendor.id()), vendor.aliases().stream())
                    .forEach(name -> byName.putIfAbsent(name, vendor));
        }
    }

    public int version() {
        return version;
    }

    public List<PriceSource> sources() {
        return sources;
    }

    public List<Vendor> vendors() {
        return vendors;
    }

    public List<PriceRule> rules() {
        return rules;
    }

    /** The price at the standard tier, wherever the model answers. */
    public Price find(String provider, String model, Instant at) {
        return find(provider, model, null, ServiceTier.STANDARD, at);
    }

    /**
     * The price of a model at a time. Of the rules that cover it one of the tier goes before one of the standard tier, one of
     * the region before one of none, then the closest match, then certain hours of the day before the whole, then the latest.
     */
    public Price find(String provider, String model, @Nullable String region, ServiceTier tier, Instant at) {
        Instant validUntil = null;
        for (List<Candidate> offered : offers(provider, model)) {
            Candidate best = null;
            for (Candidate candidate : offered) {
                PriceRule rule = candidate.rule;
                if (isFor(rule, region, tier)) {
                    Instant change = rule.validity().nextChange(at);
                    validUntil =
                            validUntil == null || (change != null && change.isBefore(validUntil)) ? change : validUntil;
                    best = rule.validity().at(at) && (best == null || isCloser(candidate, best, tier))
                            ? candidate
                            : best;
                }
            }
            if (best != null) {
                return new Price.Priced(version, validUntil, best.rule, best.exact);
            }
        }
        return new Price.Unpriced(version, validUntil);
    }

    private static boolean isFor(PriceRule rule, @Nullable String region, ServiceTier tier) {
        return (rule.tier() == tier || rule.tier() == ServiceTier.STANDARD)
                && (rule.region() == null || rule.region().equals(region));
    }

    /** Candidates come the closest first; only what depends on the call is left to compare. */
    private static boolean isCloser(Candidate one, Candidate other, ServiceTier tier) {
        if ((one.rule.tier() == tier) != (other.rule.tier() == tier)) {
            return one.rule.tier() == tier;
        }
        return one.rule.region() != null && other.rule.region() == null;
    }

    /** What the provider charges, and where it has no price, what those charge whose models it sells. */
    private List<List<Candidate>> offers(String provider, String model) {
        Model name = new Model(provider, model);
        List<List<Candidate>> known = remembered.get(name);
        if (known != null) {
            return known;
        }
        List<List<Candidate>> found =
                look(provider.strip().toLowerCase(Locale.ROOT), model.strip().toLowerCase(Locale.ROOT));
        if (provider.length() + model.length() <= LONGEST_REMEMBERED) {
            if (remembered.size() >= REMEMBERED_MODELS) {
                remembered.clear();
            }
            remembered.put(name, found);
        }
        return found;
    }

    private List<List<Candidate>> look(String provider, String model) {
        Vendor vendor = byName.get(provider);
        return vendor == null
                ? List.of(of(provider, model, true))
                : Stream.concat(
                                Stream.of(of(vendor.id(), model, true)),
                                vendor.sells().stream().map(maker -> of(maker, model, false)))
                        .toList();
    }

    private List<Candidate> of(String provider, String model, boolean own) {
        return byProvider.getOrDefault(provider, List.of()).stream()
                .flatMap(rule ->
                        rule
                                .match(model)
                                .map(match -> new Candidate(rule, match.closeness(), own && match.names(model)))
                                .stream())
                .sorted(CLOSEST_FIRST)
                .toList();
    }

    private static final Comparator<Candidate> CLOSEST_FIRST = Comparator.<Candidate>comparingInt(
                    candidate -> -candidate.closeness)
            .thenComparing(candidate -> candidate.rule.validity().daily() == null)
            .thenComparing(candidate -> candidate.rule.validity().begin(), Comparator.reverseOrder())
            .thenComparing(candidate -> candidate.rule.id());

    @Override
    public String toString() {
        return "price book " + version + " with " + Objects.toString(rules.size()) + " rules";
    }

    private record Model(String provider, String name) {}

    /** A rule that covers a model. */
    private record Candidate(PriceRule rule, int closeness, boolean exact) {}
}
