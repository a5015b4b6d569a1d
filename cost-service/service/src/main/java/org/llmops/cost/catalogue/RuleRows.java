package org.llmops.cost.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.Discount;
import org.llmops.cost.pricing.ModelMatch;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.cost.pricing.Rates;
import org.llmops.cost.pricing.ServiceTier;
import org.llmops.cost.pricing.Threshold;
import org.llmops.cost.pricing.Threshold.Axis;
import org.llmops.cost.pricing.Unit;
import org.llmops.cost.pricing.Validity;

/** Reads rules and discounts; each is right as a whole or comes with everything that is wrong with it. */
final class RuleRows {
    private static final Set<String> RULE = Set.of(
            "id",
            "provider",
            "match",
            "region",
            "service_tier",
            "effective_from",
            "effective_to",
            "daily",
            "currency",
            "rates",
            "thresholds",
            "long_context",
            "source");
    private static final Set<String> DISCOUNT =
            Set.of("id", "provider", "match", "units", "percent", "effective_from", "effective_to", "daily");
    private static final String TIERS = "use standard, batch, flex or priority";
    private static final String AXES = "use input_tokens, output_tokens or total_tokens";
    private static final int MOST_MATCHES = 500;

    private RuleRows() {}

    /** @param source which rules have that name none; absent: each has to name its own */
    static Optional<PriceRule> rule(Row row, @Nullable String source) {
        if (!row.isObject()) {
            return Optional.empty();
        }
        row.only(RULE);
        String id = row.text("id");
        String provider = row.text("provider").toLowerCase(Locale.ROOT);
        List<ModelMatch> matches = matches(row);
        if (matches.isEmpty() && row.errors().isEmpty()) {
            row.error("match", "Name at least one model");
        }
        ServiceTier tier = row.word("service_tier", ServiceTier::of, TIERS).orElse(ServiceTier.STANDARD);
        Validity validity = validity(row);
        String currency = currency(row, "currency");
        Rates rates = rates(row.object("rates"));
        List<Threshold> thresholds = thresholds(row);
        String from = source != null && !row.has("source") ? source : row.text("source");
        return row.errors().isEmpty()
                ? Optional.of(new PriceRule(
                        id,
                        provider,
                        matches,
                        row.textOrNull("region"),
                        tier,
                        validity,
                        currency,
                        rates,
                        thresholds,
                        from))
                : Optional.empty();
    }

    static Optional<Discount> discount(Row row) {
        if (!row.isObject()) {
            return Optional.empty();
        }
        row.only(DISCOUNT);
        String id = row.text("id");
        String provider = row.textOrNull("provider");
        List<ModelMatch> matches = matches(row);
        Set<Unit> units = new HashSet<>();
        for (String label : row.texts("units")) {
            unit(row, "units", label).ifPresent(units::add);
        }
        Validity validity = validity(row);
        BigDecimal percent = row.decimal("percent");
        if (percent != null && (percent.signum() <= 0 || percent.compareTo(BigDecimal.valueOf(100)) > 0)) {
            row.error("percent", "Write a number above 0 and at most 100");
        }
        return row.errors().isEmpty()
                ? Optional.of(new Discount(
                        id,
                        provider == null ? null : provider.toLowerCase(Locale.ROOT),
                        matches,
                        units,
                        Objects.requireNonNull(percent),
                        validity))
                : Optional.empty();
    }

    /** ISO 4217, as the platform knows it. */
    static String currency(Row row, String name) {
        String code = row.textOrNull(name);
        if (code == null) {
            return PriceRule.USD;
        }
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            row.error(name, "'" + code + "' is no currency of ISO 4217, such as USD or EUR");
            return PriceRule.USD;
        }
    }

    private static List<ModelMatch> matches(Row row) {
        List<ModelMatch> matches = new ArrayList<>();
        List<Row> ways = row.list("match");
        if (ways.size() > MOST_MATCHES) {
            row.error("match", "Name at most " + MOST_MATCHES + " matches");
            return matches;
        }
        for (Row way : ways) {
            Set<Map.Entry<String, JsonNode>> members = way.members();
            if (members.size() != 1) {
                way.error("", "Write one of equals, prefix, suffix, contains or regex");
                continue;
            }
            String how = members.iterator().next().getKey();
            String text = way.textOrNull(how);
            if (text != null) {
                try {
                    matches.add(ModelMatch.of(how, text));
                } catch (IllegalArgumentException senseless) {
                    way.error(how, Objects.requireNonNull(senseless.getMessage()));
                }
            }
        }
        return matches;
    }

    private static Validity validity(Row row) {
        Instant from = row.moment("effective_from");
        Instant to = row.moment("effective_to");
        if (from != null && to != null && !from.isBefore(to)) {
            row.error("effective_to", "It ends before it begins");
            return Validity.ALWAYS;
        }
        return new Validity(from, to, row.has("daily") ? hours(row.object("daily")) : null);
    }

    private static Validity.@Nullable Hours hours(Row row) {
        row.only(Set.of("from", "to"));
        LocalTime from = row.time("from");
        LocalTime to = row.time("to");
        if (from == null || to == null) {
            return null;
        }
        if (from.equals(to)) {
            row.error("to", "Hours that end when they begin are none, or all");
            return null;
        }
        return new Validity.Hours(from, to);
    }

    private static List<Threshold> thresholds(Row row) {
        List<Threshold> thresholds = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Row step : row.list("thresholds")) {
            step.only(Set.of("axis", "above", "rates"));
            Axis axis = step.word("axis", Axis::of, AXES).orElse(Axis.INPUT_TOKENS);
            long above = step.count("above");
            if (!seen.add(axis + " " + above)) {
                step.error("above", "Another threshold of this axis is the same");
            }
            if (!thresholds.isEmpty() && thresholds.getFirst().axis() != axis) {
                step.error("axis", "All thresholds of a rule have one axis");
            }
            thresholds.add(new Threshold(axis, above, rates(step.object("rates"))));
        }
        if (row.has("long_context")) {
            Row step = row.object("long_context");
            step.only(Set.of("above_input_tokens", "rates"));
            thresholds.add(
                    new Threshold(Axis.INPUT_TOKENS, step.count("above_input_tokens"), rates(step.object("rates"))));
        }
        return thresholds;
    }

    private static Rates rates(Row row) {
        Map<Unit, BigDecimal> rates = new HashMap<>();
        if (!row.isObject()) {
            return Rates.NONE;
        }
        if (row.members().isEmpty()) {
            row.error("", "Name the rate of at least one unit");
        }
        for (Map.Entry<String, JsonNode> member : row.members()) {
            String label = member.getKey();
            BigDecimal rate = row.decimal(label);
            if (rate != null && rate.signum() < 0) {
                row.error(label, "A price is not negative");
            } else if (rate != null) {
                BigDecimal kept = rate;
                unit(row, label, label).ifPresent(unit -> {
                    if (rates.put(unit, kept) != null) {
                        row.error(label, "The unit is named twice");
                    }
                });
            }
        }
        return row.errors().isEmpty() ? new Rates(rates) : Rates.NONE;
    }

    private static Optional<Unit> unit(Row row, String name, String label) {
        Optional<Unit> unit = Unit.of(label);
        if (unit.isEmpty()) {
            row.error(name, "There is no unit '" + label + "'; GET /v1/price-units lists them");
        }
        return unit;
    }
}
