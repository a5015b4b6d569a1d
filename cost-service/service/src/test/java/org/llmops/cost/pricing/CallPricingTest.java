package org.llmops.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.cost.pricing.PricedCall.Conversion;
import org.llmops.cost.pricing.PricedCall.Line;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.money.Money;

/** A priced call explains itself: which rule, how it was found, what the cost is the sum of. */
class CallPricingTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final WorkspaceId GLOBEX = new WorkspaceId("globex");
    private static final Instant WHEN = Instant.parse("2026-08-01T12:00:00Z");

    private final CurrentPrices current = new CurrentPrices();
    private final CallPricing pricing = new CallPricing(current);

    private final PriceRule dollars =
            Rules.with(Rules.rates("input_tokens", "3", "output_tokens", "15", "web_searches", "10"));
    private final PriceRule yuan = new PriceRule(
            "glm",
            "p",
            List.of(ModelMatch.of("prefix", "glm")),
            null,
            ServiceTier.STANDARD,
            Validity.ALWAYS,
            "CNY",
            Rules.rates("input_tokens", "7"),
            List.of(),
            "s");
    private final PriceRule tiered = new PriceRule(
            "long",
            "p",
            List.of(ModelMatch.of("equals", "long")),
            null,
            ServiceTier.STANDARD,
            Validity.ALWAYS,
            PriceRule.USD,
            Rules.rates("input_tokens", "3", "cache_read_tokens", "0.3", "output_tokens", "15"),
            List.of(new Threshold(
                    Threshold.Axis.INPUT_TOKENS, 200_000, Rules.rates("input_tokens", "6", "output_tokens", "22.5"))),
            "s");

    @BeforeEach
    void aBook() {
        current.replace(new PriceBook(3, List.of(), List.of(), List.of(dollars, yuan, tiered)));
    }

    @Test
    void everyLineIsTold() {
        assertThat(pricing.price(ACME, call("m", 1_000, 10, Map.of("web_searches", 2L))))
                .isEqualTo(new PricedCall(
                        Money.ofUsd(new BigDecimal("0.02315")),
                        PriceStatus.EXACT,
                        "r",
                        3,
                        List.of(
                                new Line("input_tokens", 1_000, new BigDecimal("0.000003"), new BigDecimal("0.003")),
                                new Line("output_tokens", 10, new BigDecimal("0.000015"), new BigDecimal("0.00015")),
                                new Line("web_searches", 2, new BigDecimal("0.01"), new BigDecimal("0.02")))));
    }

    @Test
    void whatIsCountedAndHasNoRateIsMissingAndTheRestIsBilled() {
        PricedCall priced = pricing.price(ACME, call("m", 1_000, 0, Map.of("code_executions", 1L)));

        assertThat(priced.status()).isEqualTo(PriceStatus.MISSING);
        assertThat(priced.cost()).isEqualTo(Money.ofUsd(new BigDecimal("0.003")));
        assertThat(pricing.price(ACME, call("glm-5", 0, 5, Map.of())).status())
                .as("output without a rate")
                .isEqualTo(PriceStatus.MISSING);
    }

    @Test
    void aSecondMeasureOfWhatIsBilledIsNotMissing() {
        assertThat(pricing.price(ACME, call("m", 1_000, 1, Map.of("input_audio_seconds", 7L)))
                        .status())
                .isEqualTo(PriceStatus.EXACT);
    }

    @Test
    void whatNoRuleCoversIsUnpriced() {
        assertThat(pricing.price(ACME, call("unknown", 1_000, 1, Map.of())))
                .isEqualTo(new PricedCall(Money.ZERO, PriceStatus.UNPRICED, null, 3, List.of()));
    }

    @Test
    void aLongInputMovesTheWholeCallIntoTheDearerTier() {
        assertThat(pricing.price(ACME, call("long", 200_000, 1_000, Map.of())).cost())
                .isEqualTo(Money.ofUsd(new BigDecimal("0.615")));
        assertThat(pricing.price(ACME, call("long", 401_468, 792, Map.of())).cost())
                .as("a usage body of pydantic/genai-prices, without its web searches")
                .isEqualTo(Money.ofUsd(new BigDecimal("2.426628")));
    }

    @Test
    void anotherCurrencyIsConvertedAtTheRateOfTheDay() {
        current.replace(new ExchangeRates(List.of(
                new ExchangeRates.Told(LocalDate.parse("2026-07-31"), "CNY", new BigDecimal("7.1")),
                new ExchangeRates.Told(LocalDate.parse("2026-07-31"), "CNY", new BigDecimal("7")),
                new ExchangeRates.Told(LocalDate.parse("2026-08-02"), "CNY", new BigDecimal("8")))));

        PricedCall priced = pricing.price(ACME, call("glm-5", 3, 0, Map.of()));

        assertThat(priced.cost()).as("the last day before, as corrected").isEqualTo(Money.ofNanoUsd(3_000));
        assertThat(priced.conversion())
                .isEqualTo(new Conversion("CNY", LocalDate.parse("2026-07-31"), new BigDecimal("7")));
        assertThat(priced.status()).isEqualTo(PriceStatus.ALIAS);
    }

    @Test
    void withoutARateOfExchangeTheCostIsNotKnown() {
        PricedCall priced = pricing.price(ACME, call("glm-5", 3, 0, Map.of()));

        assertThat(priced.status()).isEqualTo(PriceStatus.MISSING);
        assertThat(priced.ruleId()).isEqualTo("glm");
        assertThat(priced.conversion()).isEqualTo(new Conversion("CNY", LocalDate.parse("2026-08-01"), null));
    }

    @Test
    void aWorkspacesOwnPriceGoesBeforeTheBooksAndItsDiscountReducesIt() {
        current.replace(
                ACME,
                new CustomPrices(
                        4,
                        List.of(PriceSources.CUSTOM),
                        List.of(Rules.rule("mine", "equals", "m", "1")),
                        List.of(
                                new Discount("all", null, List.of(), Set.of(), new BigDecimal("50"), Validity.ALWAYS),
                                new Discount(
                                        "long",
                                        "p",
                                        List.of(ModelMatch.of("prefix", "lo")),
                                        Set.of(Unit.INPUT_TOKENS),
                                        new BigDecimal("10"),
                                        Validity.ALWAYS)),
                        null));

        PricedCall own = pricing.price(ACME, call("m", 1_000_000, 0, Map.of()));
        PricedCall reduced = pricing.price(ACME, call("long", 100_000, 1_000, Map.of()));

        assertThat(own.cost()).isEqualTo(Money.ofUsd(BigDecimal.ONE));
        assertThat(own.ruleId()).isEqualTo("custom@4/mine");
        assertThat(reduced.cost()).as("0.27 + 0.015").isEqualTo(Money.ofUsd(new BigDecimal("0.285")));
        assertThat(reduced.ruleId()).isEqualTo("long+custom@4/long");
        assertThat(reduced.bookVersion()).isEqualTo(3);
        assertThat(pricing.price(GLOBEX, call("m", 1_000_000, 0, Map.of())).cost())
                .as("nobody else's")
                .isEqualTo(Money.ofUsd(new BigDecimal("3")));
    }

    @Test
    void thePastIsPricedByTheVersionThatWasLoaded() {
        current.keep(new PriceBook(2, List.of(), List.of(), List.of(Rules.rule("old", "equals", "m", "1"))));

        assertThat(pricing.price(ACME, 2, call("m", 1_000_000, 0, Map.of())))
                .extracting(PricedCall::bookVersion, PricedCall::ruleId, PricedCall::cost)
                .containsExactly(2, "old", Money.ofUsd(BigDecimal.ONE));
        assertThatThrownBy(() -> pricing.price(ACME, 1, call("m", 1, 0, Map.of())))
                .hasMessageContaining("Version 1");
    }

    @Test
    void noCallOfTheSizeCostsMoreThanTheBound() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            long input = random.nextLong(400_000);
            long output = random.nextLong(5_000);
            Money bound = pricing.bound(ACME, call("long", input, output, Map.of()));
            long taken = random.nextLong(input + 1);
            long read = random.nextLong(taken + 1);
            TokenUsage usage = new TokenUsage(taken, read, 0, random.nextLong(output + 1), 0);

            assertThat(pricing.price(ACME, CallUsage.ofTokens("p", "long", WHEN, usage))
                            .cost())
                    .isLessThanOrEqualTo(bound);
        }
    }

    private static CallUsage call(String model, long input, long output, Map<String, Long> details) {
        return new CallUsage(
                "p", model, null, ServiceTier.STANDARD, WHEN, new TokenUsage(input, 0, 0, output, 0), details);
    }

    private static final class PriceSources {
        static final PriceSource CUSTOM = new PriceSource("s", "n", "", "l", null);
    }
}
