package org.llmops.cost.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.pricing.CustomPrices;
import org.llmops.cost.pricing.CustomPrices.Unpriced;
import org.llmops.cost.pricing.Discount;
import org.llmops.cost.pricing.PriceBook;
import org.llmops.cost.pricing.PriceRule;
import org.llmops.cost.pricing.PriceSource;
import org.llmops.cost.pricing.Vendor;
import org.llmops.platform.problem.FieldError;

/**
 * Prices as they are written down: a price book, or what one workspace has agreed on. Dates are days in UTC or moments,
 * rates decimals; nothing passes through a binary floating-point number. What is wrong is told by row and field; rows that
 * are right are there all the same.
 *
 * @param text the document without the rows that are wrong
 */
record PriceDocument(
        String text,
        List<PriceSource> sources,
        List<Vendor> vendors,
        List<PriceRule> rules,
        List<Discount> discounts,
        @Nullable Unpriced unpriced,
        List<FieldError> errors) {
    static final PriceSource OF_THE_WORKSPACE =
            new PriceSource("custom", "What the workspace has agreed on", "", "the workspace's own", null);

    private static final int MOST_RULES = 20_000;
    private static final Set<String> BOOK = Set.of("sources", "providers", "rules");
    private static final Set<String> CUSTOM = Set.of("sources", "rules", "discounts", "unpriced");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    PriceDocument {
        sources = List.copyOf(sources);
        vendors = List.copyOf(vendors);
        rules = List.copyOf(rules);
        discounts = List.copyOf(discounts);
        errors = List.copyOf(errors);
    }

    static PriceDocument book(JsonNode json) {
        return new Reading(json, BOOK, null).read();
    }

    static PriceDocument custom(JsonNode json) {
        return new Reading(json, CUSTOM, OF_THE_WORKSPACE).read();
    }

    /** @throws IllegalArgumentException when it is not JSON */
    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("The document is no JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    PriceBook asBook(int version) {
        return new PriceBook(version, sources, vendors, rules);
    }

    CustomPrices asCustom(int version) {
        return new CustomPrices(version, sources, rules, discounts, unpriced);
    }

    /** SHA-256: the same document is the same version. */
    String checksum() {
        return checksum(text);
    }

    static String checksum(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** One document being read. */
    private static final class Reading {
        private final JsonNode json;
        private final Set<String> known;
        private final @Nullable PriceSource implied;
        private final List<FieldError> errors = new ArrayList<>();
        private final List<PriceSource> sources = new ArrayList<>();
        private final ObjectNode kept = JSON.createObjectNode();

        Reading(JsonNode json, Set<String> known, @Nullable PriceSource implied) {
            this.json = json;
            this.known = known;
            this.implied = implied;
        }

        PriceDocument read() {
            Row whole = new Row("", json, errors);
            if (!json.isObject()) {
                errors.add(new FieldError("", "The document is an object with rules"));
                return document(List.of(), List.of(), List.of(), null);
            }
            whole.only(known);
            sources();
            List<Vendor> vendors = vendors();
            List<PriceRule> rules = rules(whole);
            List<Discount> discounts = discounts();
            Unpriced unpriced =
                    whole.word("unpriced", Unpriced::of, "use allow or refuse").orElse(null);
            if (unpriced != null) {
                kept.put("unpriced", unpriced.label());
            }
            return document(vendors, rules, discounts, unpriced);
        }

        private PriceDocument document(
                List<Vendor> vendors, List<PriceRule> rules, List<Discount> discounts, @Nullable Unpriced unpriced) {
            return new PriceDocument(kept.toString(), sources, vendors, rules, discounts, unpriced, errors);
        }

        private void sources() {
            if (implied != null) {
                sources.add(implied);
            }
            ArrayNode rows = rows("sources");
            for (Row row : list("sources")) {
                row.only(Set.of("id", "name", "url", "licence", "checksum"));
                PriceSource source = new PriceSource(
                        row.text("id"),
                        row.text("name"),
                        row.text("url"),
                        row.text("licence"),
                        row.textOrNull("checksum"));
                if (sources.stream().anyMatch(other -> other.id().equals(source.id()))) {
                    row.error("id", "Another source is called so");
                }
                if (isRight(row)) {
                    sources.add(source);
                    rows.add(row.json());
                }
            }
        }

        private List<Vendor> vendors() {
            List<Vendor> vendors = new ArrayList<>();
            ArrayNode rows = rows("providers");
            for (Row row : list("providers")) {
                row.only(Set.of("id", "aliases", "sells"));
                Vendor vendor = new Vendor(row.text("id"), row.texts("aliases"), row.texts("sells"));
                if (isRight(row)) {
                    vendors.add(vendor);
                    rows.add(row.json());
                }
            }
            return vendors;
        }

        private List<PriceRule> rules(Row whole) {
            List<PriceRule> rules = new ArrayList<>();
            ArrayNode rows = rows("rules");
            if (json.path("rules").size() > MOST_RULES) {
                whole.error("rules", "Write at most " + MOST_RULES + " rules");
                return rules;
            }
            if (implied == null && !json.path("rules").isArray()) {
                whole.error("rules", "It is missing");
            }
            RuleSet taken = new RuleSet(sources);
            for (Row row : list("rules")) {
                RuleRows.rule(row, implied == null ? null : implied.id())
                        .filter(rule -> taken.add(rule, row))
                        .ifPresent(rule -> {
                            rules.add(rule);
                            rows.add(row.json());
                        });
                errors.addAll(row.errors());
            }
            return rules;
        }

        private List<Discount> discounts() {
            List<Discount> discounts = new ArrayList<>();
            ArrayNode rows = rows("discounts");
            for (Row row : list("discounts")) {
                RuleRows.discount(row).ifPresent(discount -> {
                    if (discounts.stream().anyMatch(other -> other.id().equals(discount.id()))) {
                        row.error("id", "Another discount is called so");
                    } else {
                        discounts.add(discount);
                        rows.add(row.json());
                    }
                });
                errors.addAll(row.errors());
            }
            return discounts;
        }

        private boolean isRight(Row row) {
            errors.addAll(row.errors());
            return row.errors().isEmpty();
        }

        private ArrayNode rows(String name) {
            return json.has(name) ? kept.putArray(name) : JSON.createArrayNode();
        }

        /** Each row gathers its own errors, so that one that is wrong spoils no other. */
        private List<Row> list(String name) {
            JsonNode list = json.path(name);
            List<Row> rows = new ArrayList<>();
            if (!list.isArray() && json.hasNonNull(name)) {
                errors.add(new FieldError(name, "Write a list"));
                return rows;
            }
            for (int at = 0; at < Math.min(list.size(), MOST_RULES); at++) {
                rows.add(Row.of(name + "[" + at + "]", list.get(at)));
            }
            return rows;
        }
    }
}
