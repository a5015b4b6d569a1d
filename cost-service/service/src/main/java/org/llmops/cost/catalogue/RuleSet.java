package org.llmops.cost.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.ModelMatch;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.cost.pricing.PriceSource;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.pricing.Validity;

/** Rules that fit together: each has its own name, a known source, and no moment at which another says the same otherwise. */
final class RuleSet {
    private final Set<String> sources;
    private final Set<String> ids = new HashSet<>();
    private final Map<Key, List<Period>> periods = new HashMap<>();

    RuleSet(List<PriceSource> sources) {
        this.sources = sources.stream().map(PriceSource::id).collect(Collectors.toSet());
    }

    /** Adds a rule, or tells its row why it does not fit. */
    boolean add(PriceRule rule, Row row) {
        if (!sources.contains(rule.source())) {
            row.error("source", "No source is called '" + rule.source() + "'");
        }
        if (ids.contains(rule.id())) {
            row.error("id", "Another rule is called '" + rule.id() + "'");
        }
        for (ModelMatch match : rule.matches()) {
            for (Period other : periods.getOrDefault(Key.of(rule, match), List.of())) {
                if (rule.validity().overlaps(other.validity)) {
                    row.error(
                            "effective_from",
                            "From when to when it applies overlaps " + other.path + " ('" + other.id
                                    + "'), which prices the same by " + match.how() + " '" + match.text() + "'");
                }
            }
        }
        if (!row.errors().isEmpty()) {
            return false;
        }
        ids.add(rule.id());
        rule.matches()
                .forEach(match -> periods.computeIfAbsent(Key.of(rule, match), key -> new ArrayList<>())
                        .add(new Period(rule.id(), row.path(), rule.validity())));
        return true;
    }

    /** What two rules may both price, at different times. */
    private record Key(
            String provider,
            String how,
            String text,
            @Nullable String region,
            ServiceTier tier) {
        static Key of(PriceRule rule, ModelMatch match) {
            return new Key(rule.provider(), match.how(), match.text(), rule.region(), rule.tier());
        }
    }

    private record Period(String id, String path, Validity validity) {}
}
