package org.llmops.cost.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An immutable version of all prices. */
public final class PriceBook {
    private final int version;
    private final List<PriceSource> sources;
    private final List<PriceRule> rules;
    private final Map<String, List<PriceRule>> byProvider;

    PriceBook(int version, List<PriceSource> sources, List<PriceRule> rules) {
        this.version = version;
        this.sources = List.copyOf(sources);
        this.rules = List.copyOf(rules);
        this.byProvider = rules.stream().collect(Collectors.groupingBy(PriceRule::provider));
        requireUniqueIds(rules);
        requireKnownSources(rules, sources);
    }

    public int version() {
        return version;
    }

    List<PriceSource> sources() {
        return sources;
    }

    List<PriceRule> rules() {
        return rules;
    }

    /** The price of a model at a time: by the rule with the closest match, and of those the latest to take effect. */
    public Price find(String provider, String model, Instant at) {
        List<Candidate> candidates = candidates(provider, model);
        Instant validUntil = nextChange(candidates, at);
        return candidates.stream()
                .filter(candidate -> candidate.rule().appliesAt(at))
                .max(CLOSEST_THEN_LATEST)
                .<Price>map(best -> new Price.Priced(
                        version, validUntil, best.rule(), best.match().names(model)))
                .orElseGet(() -> new Price.Unpriced(version, validUntil));
    }

    private List<Candidate> candidates(String provider, String model) {
        return byProvider.getOrDefault(provider, List.of()).stream()
                .flatMap(rule -> rule.match(model).stream().map(match -> new Candidate(rule, match)))
                .toList();
    }

    private static @Nullable Instant nextChange(List<Candidate> candidates, Instant at) {
        return candidates.stream()
                .flatMap(candidate -> Stream.of(
                                candidate.rule().effectiveFrom(),
                                candidate.rule().effectiveTo())
                        .filter(Objects::nonNull)
                        .map(Objects::requireNonNull))
                .filter(change -> change.isAfter(at))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static void requireUniqueIds(List<PriceRule> rules) {
        Set<String> ids = new HashSet<>();
        rules.stream().filter(rule -> !ids.add(rule.id())).findFirst().ifPresent(twice -> {
            throw new IllegalArgumentException("Two rules are called " + twice.id());
        });
    }

    private static void requireKnownSources(List<PriceRule> rules, List<PriceSource> sources) {
        Set<String> known = sources.stream().map(PriceSource::id).collect(Collectors.toSet());
        rules.stream()
                .filter(rule -> !known.contains(rule.source()))
                .findFirst()
                .ifPresent(rule -> {
                    throw new IllegalArgumentException(
                            "Rule " + rule.id() + " names an unknown source " + rule.source());
                });
    }

    private static final Comparator<Candidate> CLOSEST_THEN_LATEST = Comparator.<Candidate, Boolean>comparing(
                    candidate -> candidate.match() instanceof ModelMatch.Exactly)
            .thenComparing(candidate -> candidate.match().text().length())
            .thenComparing(
                    candidate -> Objects.requireNonNullElse(candidate.rule().effectiveFrom(), Instant.MIN));

    /** A rule that covers the model, and the match by which it does. */
    private record Candidate(PriceRule rule, ModelMatch match) {}
}
