package org.llmops.cost.catalogue;

import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.PriceRule;

/**
 * What became of one rule from one version to another.
 *
 * @param id the rule's
 * @param fields what is different, by field: all of it where the rule came or went
 */
@RegisterForReflection
record RuleChange(String id, Kind change, Map<String, FromTo> fields) {
    /** What became of it. */
    enum Kind {
        ADDED,
        REMOVED,
        CHANGED;

        @JsonValue
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A field before and after; absent where there was or is none. */
    @RegisterForReflection
    record FromTo(@Nullable String from, @Nullable String to) {}

    /** All changes, by the rules' ids. */
    static List<RuleChange> between(List<PriceRule> from, List<PriceRule> to) {
        Map<String, Map<String, String>> before = facts(from);
        Map<String, Map<String, String>> after = facts(to);
        List<RuleChange> changes = new ArrayList<>();
        for (String id : new TreeSet<>(
                Stream.concat(before.keySet().stream(), after.keySet().stream()).toList())) {
            Map<String, FromTo> fields = differing(before.getOrDefault(id, Map.of()), after.getOrDefault(id, Map.of()));
            if (!fields.isEmpty()) {
                changes.add(new RuleChange(
                        id,
                        !before.containsKey(id) ? Kind.ADDED : !after.containsKey(id) ? Kind.REMOVED : Kind.CHANGED,
                        fields));
            }
        }
        return changes;
    }

    private static Map<String, Map<String, String>> facts(List<PriceRule> rules) {
        return rules.stream().collect(Collectors.toMap(PriceRule::id, RuleChange::facts));
    }

    private static Map<String, FromTo> differing(Map<String, String> from, Map<String, String> to) {
        Map<String, FromTo> fields = new TreeMap<>();
        Stream.concat(from.keySet().stream(), to.keySet().stream())
                .filter(name -> !Objects.equals(from.get(name), to.get(name)))
                .forEach(name -> fields.put(name, new FromTo(from.get(name), to.get(name))));
        return fields;
    }

    /** A rule as names and texts; rates are compared as numbers, so that `0.30` is `0.3`. */
    private static Map<String, String> facts(PriceRule rule) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("provider", rule.provider());
        facts.put(
                "match",
                rule.matches().stream()
                        .map(match -> match.how() + " " + match.text())
                        .sorted()
                        .collect(Collectors.joining(", ")));
        facts.put("service_tier", rule.tier().label());
        facts.put("currency", rule.currency());
        facts.put("source", rule.source());
        put(facts, "region", rule.region());
        put(facts, "effective_from", rule.validity().from());
        put(facts, "effective_to", rule.validity().to());
        put(facts, "daily", rule.validity().daily());
        rule.rates()
                .stated()
                .forEach((unit, rate) -> facts.put(
                        "rates." + unit.label(), rate.stripTrailingZeros().toPlainString()));
        rule.thresholds()
                .forEach(step -> step.rates()
                        .stated()
                        .forEach((unit, rate) -> facts.put(
                                "above " + step.above() + " " + step.axis().label() + "." + unit.label(),
                                rate.stripTrailingZeros().toPlainString())));
        return facts;
    }

    private static void put(Map<String, String> facts, String name, @Nullable Object value) {
        if (value != null) {
            facts.put(name, value.toString());
        }
    }
}
