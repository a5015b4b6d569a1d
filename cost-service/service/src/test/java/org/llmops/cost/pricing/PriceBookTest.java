package org.llmops.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Of all rules that cover a call, the one that says most about it holds. */
class PriceBookTest {
    private static final Instant NOON = Instant.parse("2026-08-01T12:00:00Z");
    private static final Instant SEPTEMBER = Instant.parse("2026-09-01T00:00:00Z");

    private final PriceBook book = new PriceBook(
            7,
            List.of(),
            List.of(
                    new Vendor("p", List.of("p-cloud"), List.of()),
                    new Vendor("reseller", List.of(), List.of("nobody", "p"))),
            List.of(
                    Rules.rule("exactly", "equals", "gpt-4o", "1"),
                    Rules.rule("family", "prefix", "gpt-4o", "2"),
                    Rules.rule("smaller", "prefix", "gpt-4o-mini", "3"),
                    Rules.rule("vendor", "suffix", "/llama-3", "4"),
                    Rules.rule("part", "contains", "claude", "5"),
                    Rules.rule("form", "regex", "^o[13]$", "6"),
                    Rules.rule(
                            "until",
                            "equals",
                            "dated",
                            "7",
                            null,
                            ServiceTier.STANDARD,
                            new Validity(null, SEPTEMBER, null)),
                    Rules.rule(
                            "from",
                            "equals",
                            "dated",
                            "8",
                            null,
                            ServiceTier.STANDARD,
                            new Validity(SEPTEMBER, null, null)),
                    Rules.rule("any-hour", "equals", "night", "9"),
                    Rules.rule(
                            "by-night",
                            "equals",
                            "night",
                            "1",
                            null,
                            ServiceTier.STANDARD,
                            new Validity(
                                    null,
                                    null,
                                    new Validity.Hours(LocalTime.parse("16:30"), LocalTime.parse("00:30")))),
                    Rules.rule("anywhere", "equals", "placed", "10"),
                    Rules.rule("in-eu", "prefix", "plac", "11", "eu", ServiceTier.STANDARD, Validity.ALWAYS),
                    Rules.rule("later", "prefix", "plac", "5", null, ServiceTier.BATCH, Validity.ALWAYS)));

    @ParameterizedTest
    @CsvSource({
        "gpt-4o,             exactly, true",
        "GPT-4o,             exactly, true",
        "gpt-4o-2024-08-06,  family,  false",
        "gpt-4o-mini,        smaller, true",
        "gpt-4o-mini-2024,   smaller, false",
        "meta-llama/Llama-3, vendor,  false",
        "us.claude-x,        part,    false",
        "o3,                 form,    false"
    })
    void theClosestMatchWins(String model, String rule, boolean exact) {
        assertThat(book.find("p", model, NOON)).isInstanceOfSatisfying(Price.Priced.class, priced -> {
            assertThat(priced.rule().id()).isEqualTo(rule);
            assertThat(priced.exact()).isEqualTo(exact);
        });
    }

    @Test
    void whatNobodyListsIsUnpriced() {
        assertThat(book.find("p", "o33", NOON)).isEqualTo(new Price.Unpriced(7, null));
        assertThat(book.find("q", "gpt-4o", NOON)).isEqualTo(new Price.Unpriced(7, null));
    }

    @Test
    void aProviderHasOtherNamesAndSellsWhatOthersMake() {
        assertThat(id(book.find("P-Cloud", "gpt-4o", NOON))).isEqualTo("exactly");
        assertThat(book.find("reseller", "gpt-4o", NOON))
                .isInstanceOfSatisfying(
                        Price.Priced.class,
                        priced -> assertThat(priced.exact()).as("an alias").isFalse());
    }

    @Test
    void aDatedPriceAppliesFromItsFirstMomentAndIsAnnounced() {
        Price before = book.find("p", "dated", SEPTEMBER.minusNanos(1));
        Price after = book.find("p", "dated", SEPTEMBER);

        assertThat(id(before)).isEqualTo("until");
        assertThat(before.validUntil()).isEqualTo(SEPTEMBER);
        assertThat(id(after)).isEqualTo("from");
        assertThat(after.validUntil()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-01T16:29:59Z, any-hour, 2026-08-01T16:30:00Z",
        "2026-08-01T16:30:00Z, by-night, 2026-08-02T00:30:00Z",
        "2026-08-01T23:59:59Z, by-night, 2026-08-02T00:30:00Z",
        "2026-08-02T00:29:59Z, by-night, 2026-08-02T00:30:00Z",
        "2026-08-02T00:30:00Z, any-hour, 2026-08-02T16:30:00Z"
    })
    void hoursOfTheDayGoBeforeTheWholeDay(Instant at, String rule, Instant until) {
        Price price = book.find("p", "night", at);

        assertThat(id(price)).isEqualTo(rule);
        assertThat(price.validUntil()).isEqualTo(until);
    }

    @Test
    void aTierGoesBeforeTheStandardAndARegionBeforeAnywhere() {
        assertThat(id(book.find("p", "placed", NOON))).isEqualTo("anywhere");
        assertThat(id(book.find("p", "placed", "us", ServiceTier.FLEX, NOON))).isEqualTo("anywhere");
        assertThat(id(book.find("p", "placed", "eu", ServiceTier.PRIORITY, NOON)))
                .isEqualTo("in-eu");
        assertThat(id(book.find("p", "placed", "eu", ServiceTier.BATCH, NOON))).isEqualTo("later");
    }

    @Test
    void whatIsRememberedIsWhatWasFound() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 12_000; i++) {
                assertThat(id(book.find("p", "gpt-4o-mini-" + i, NOON))).isEqualTo("smaller");
            }
        }
    }

    private static String id(Price price) {
        return ((Price.Priced) price).rule().id();
    }
}
