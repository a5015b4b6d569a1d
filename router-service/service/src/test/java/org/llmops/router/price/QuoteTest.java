package org.llmops.router.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.cost.v1.PriceStatus;
import org.llmops.cost.v1.QuoteResponse;
import org.llmops.cost.v1.Rate;
import org.llmops.cost.v1.RateThreshold;
import org.llmops.cost.v1.TierRates;
import org.llmops.cost.v1.UnpricedPolicy;
import org.llmops.platform.money.Money;
import org.llmops.router.body.TokenUsage;

/** A quote prices calls without knowing units: it is told which counts are parts of which. */
class QuoteTest {
    private static final String STANDARD = "standard";

    @ParameterizedTest
    @CsvSource({
        // input (cached, written), output; rates; nano-USD
        "100, 40, 0, 10, 1, 0.5, 1, 4, 120000",
        "1000000, 0, 0, 0, 0.075, 0.075, 0.075, 0.30, 75000000",
        "1, 0, 0, 0, 0.0005, 0, 0, 0, 1", // half a nano-USD is rounded up
        "1, 0, 0, 0, 0.00049, 0, 0, 0, 0",
        "3, 1, 1, 1, 0.0004, 0.0004, 0.0004, 0.0004, 2", // 4 x 0.4: rounded once, not four times
        "10, 4, 5, 0, 1, 0.1, 1.25, 5, 7650"
    })
    void costsTheSumOfCountTimesRateRoundedOnce(
            long input, long read, long written, long output, String in, String cr, String cw, String out, long nano) {
        Quote quote = text(in, cr, cw, out);

        assertThat(quote.cost(new TokenUsage(input, read, written, output, 0, ""), STANDARD))
                .isEqualTo(Money.ofNanoUsd(nano));
    }

    @Test
    void everyUnitThatIsToldIsBilledOnce() {
        Quote quote = QuoteWire.read(priced().addRates(rate("cache_audio_read_tokens", "2", 1_000_000))
                .addRates(rate("cache_read_tokens", "0.1", 1_000_000, "cache_audio_read_tokens"))
                .addRates(rate("input_audio_tokens", "10", 1_000_000, "cache_audio_read_tokens"))
                .addRates(rate(
                        "input_tokens",
                        "1",
                        1_000_000,
                        "cache_audio_read_tokens",
                        "cache_read_tokens",
                        "input_audio_tokens"))
                .addRates(rate("web_searches", "10", 1_000))
                .addRates(rate("requests", "5", 1_000))
                .addRates(rate("input_audio_seconds", "0.36", 3_600))
                .build());
        TokenUsage usage = new TokenUsage(
                1_000_000,
                300_000,
                0,
                0,
                0,
                Map.of(
                        "input_audio_tokens", 500_000L,
                        "cache_audio_read_tokens", 200_000L,
                        "web_searches", 3L,
                        "input_audio_seconds", 10L),
                "");

        assertThat(quote.cost(usage, STANDARD))
                .as("0.4 + 0.01 + 3 + 0.4 for tokens, 0.03 for searches, 0.005 for the call, 0.001 for sound")
                .isEqualTo(Money.ofUsd(new BigDecimal("3.846")));
    }

    @Test
    void aLargeCallCostsWhatItsThresholdSays() {
        Quote quote = QuoteWire.read(large().build());

        assertThat(quote.cost(new TokenUsage(200_000, 0, 0, 0, 0, ""), STANDARD))
                .isEqualTo(Money.ofUsd(new BigDecimal("0.6")));
        assertThat(quote.cost(new TokenUsage(200_001, 0, 0, 0, 0, ""), STANDARD))
                .isEqualTo(Money.ofUsd(new BigDecimal("1.200006")));
    }

    @Test
    void aServiceTierHasItsOwnRatesAndRule() {
        Quote quote = QuoteWire.read(large().addServiceTiers(TierRates.newBuilder()
                        .setServiceTier("priority")
                        .setRuleId("urgent")
                        .addRates(rate("input_tokens", "30", 1_000_000)))
                .build());
        TokenUsage usage = new TokenUsage(1_000, 0, 0, 0, 0, "");

        assertThat(quote.cost(usage, "priority")).isEqualTo(Money.ofUsd(new BigDecimal("0.03")));
        assertThat(quote.cost(usage, "flex")).as("no rates of its own").isEqualTo(Money.ofUsd(new BigDecimal("0.003")));
        assertThat(quote.ruleId("priority")).isEqualTo("urgent");
        assertThat(quote.ruleId("flex")).isEqualTo("r");
        assertThat(quote.bound(1_000, 0, "priority")).isEqualTo(Money.ofUsd(new BigDecimal("0.03")));
    }

    /** Whichever of the input comes from a cache, and whether the call is large or not, the bound holds. */
    @Test
    void theBoundIsNeverExceeded() {
        Quote quote = QuoteWire.read(large().build());
        Random random = new Random(11);
        for (int round = 0; round < 5_000; round++) {
            long input = random.nextLong(400_000);
            long output = random.nextLong(2_000);
            Money bound = quote.bound(input, output, STANDARD);
            long taken = random.nextLong(input + 1);
            long read = random.nextLong(taken + 1);
            long written = random.nextLong(taken - read + 1);

            assertThat(quote.cost(new TokenUsage(taken, read, written, random.nextLong(output + 1), 0, ""), STANDARD))
                    .isLessThanOrEqualTo(bound);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UNPRICED_POLICY_UNSPECIFIED, true,  false",
        "UNPRICED_POLICY_UNSPECIFIED, false, true",
        "UNPRICED_POLICY_ALLOW,       false, false",
        "UNPRICED_POLICY_REFUSE,      true,  true"
    })
    void aWorkspaceDecidesAboutModelsWithoutAPriceAndElseTheRouter(
            UnpricedPolicy policy, boolean allowed, boolean refused) {
        QuoteResponse.Builder unpriced = QuoteResponse.newBuilder()
                .setStatus(PriceStatus.PRICE_STATUS_UNPRICED)
                .setUnpricedPolicy(policy);

        assertThat(QuoteWire.read(unpriced.build()).isRefused(allowed)).isEqualTo(refused);
        assertThat(QuoteWire.read(large().setUnpricedPolicy(policy).build()).isRefused(allowed))
                .as("it has a price")
                .isFalse();
    }

    @Test
    void aPriceWhoseCurrencyNobodyCanConvertIsNone() {
        Quote quote = QuoteWire.read(QuoteResponse.newBuilder()
                .setStatus(PriceStatus.PRICE_STATUS_MISSING)
                .setRuleId("r")
                .build());

        assertThat(quote.unpriced()).isTrue();
        assertThat(quote.status()).isEqualTo("missing");
        assertThat(quote.cost(new TokenUsage(1, 0, 0, 1, 0, ""), STANDARD)).isEqualTo(Money.ZERO);
    }

    @Test
    void anOlderCostServiceIsUnderstood() {
        Quote quote = QuoteWire.read(
                priced().addRates(Rate.newBuilder().setUnit("input_tokens").setUsdPerMillion("1"))
                        .addRates(Rate.newBuilder().setUnit("cache_read_tokens").setUsdPerMillion("0.5"))
                        .build());

        assertThat(quote.cost(new TokenUsage(100, 40, 0, 0, 0, ""), STANDARD)).isEqualTo(Money.ofNanoUsd(80_000));
        assertThat(quote.inputPerMillion()).isEqualByComparingTo("1");
        assertThat(quote.outputPerMillion()).isZero();
    }

    private static Quote text(String input, String cacheRead, String cacheWrite, String output) {
        return QuoteWire.read(priced().addAllRates(rates(input, cacheRead, cacheWrite, output))
                .build());
    }

    private static QuoteResponse.Builder large() {
        return priced().addAllRates(rates("3", "0.3", "3.75", "15"))
                .addThresholds(RateThreshold.newBuilder()
                        .setAxis("input_tokens")
                        .setAbove(200_000)
                        .addAllRates(rates("6", "0.6", "7.5", "22.5")));
    }

    private static List<Rate> rates(String input, String cacheRead, String cacheWrite, String output) {
        return List.of(
                rate("cache_read_tokens", cacheRead, 1_000_000),
                rate("cache_write_tokens", cacheWrite, 1_000_000),
                rate("input_tokens", input, 1_000_000, "cache_read_tokens", "cache_write_tokens"),
                rate("output_tokens", output, 1_000_000));
    }

    private static QuoteResponse.Builder priced() {
        return QuoteResponse.newBuilder()
                .setStatus(PriceStatus.PRICE_STATUS_EXACT)
                .setPriceBookVersion(1)
                .setRuleId("r");
    }

    private static Rate rate(String unit, String usd, long per, String... parts) {
        return Rate.newBuilder()
                .setUnit(unit)
                .setUsd(usd)
                .setPer(per)
                .addAllParts(List.of(parts))
                .build();
    }
}
