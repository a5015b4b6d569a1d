package org.llmops.cost.pricing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A price book as it is written down. Dates are days in UTC, rates decimal strings: nothing passes through a binary
 * floating-point number.
 */
@RegisterForReflection
record PriceBookDocument(List<PriceSource> sources, List<Rule> rules) {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** @throws IllegalArgumentException when it is not a price book */
    static PriceBook read(int version, String json) {
        try {
            PriceBookDocument document = JSON.readValue(json, PriceBookDocument.class);
            return new PriceBook(
                    version,
                    document.sources,
                    document.rules.stream().map(Rule::toRule).toList());
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("The price book is malformed: " + malformed.getMessage(), malformed);
        }
    }

    /** A rule as it is written down. */
    @RegisterForReflection
    record Rule(
            String id,
            String provider,
            List<Match> match,
            @Nullable String effectiveFrom,
            @Nullable String effectiveTo,
            Map<String, String> rates,
            @Nullable Tier longContext,
            String source) {
        PriceRule toRule() {
            return new PriceRule(
                    id,
                    provider,
                    match.stream().map(Match::toMatch).toList(),
                    startOf(effectiveFrom),
                    startOf(effectiveTo),
                    ratesOf(rates),
                    longContext == null
                            ? null
                            : new PriceRule.LongContext(longContext.aboveInputTokens, ratesOf(longContext.rates)),
                    source);
        }
    }

    /** One of the two ways to name models. */
    @RegisterForReflection
    record Match(@Nullable String equals, @Nullable String prefix) {
        ModelMatch toMatch() {
            if (equals != null && prefix == null) {
                return new ModelMatch.Exactly(equals);
            }
            if (prefix != null && equals == null) {
                return new ModelMatch.StartingWith(prefix);
            }
            throw new IllegalArgumentException("A match has either 'equals' or 'prefix'");
        }
    }

    /** The rates of calls with a long input. */
    @RegisterForReflection
    record Tier(long aboveInputTokens, Map<String, String> rates) {}

    private static Rates ratesOf(Map<String, String> rates) {
        return new Rates(rates.entrySet().stream()
                .collect(Collectors.toMap(rate -> unit(rate.getKey()), rate -> new BigDecimal(rate.getValue()))));
    }

    private static TokenUnit unit(String label) {
        return Arrays.stream(TokenUnit.values())
                .filter(unit -> unit.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no unit '" + label + "'"));
    }

    private static @Nullable Instant startOf(@Nullable String day) {
        return day == null
                ? null
                : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
