package org.llmops.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.llmops.platform.money.Money;

/** Rates turn counts into exact money; every token is billed once, by the most particular rate there is. */
class RatesTest {
    private static final Instant WHEN = Instant.parse("2026-08-01T12:00:00Z");

    @Test
    void theSumIsRoundedOnceAtTheEnd() {
        Rates rates = rates("input_tokens", "0.0003", "output_tokens", "0.0002");

        assertThat(cost(rates, tokens(1, 0, 0, 1), Map.of()))
                .as("0.3 + 0.2 nano-USD: each alone would round to nothing")
                .isEqualTo(Money.ofNanoUsd(1));
        assertThat(cost(rates, tokens(1, 0, 0, 0), Map.of())).isEqualTo(Money.ZERO);
        assertThat(cost(rates, tokens(5, 0, 0, 0), Map.of())).as("1.5").isEqualTo(Money.ofNanoUsd(2));
    }

    @Test
    void noDigitIsLostAtAnyScale() {
        assertThat(cost(
                        rates("input_tokens", "0.1", "output_tokens", "0.2"),
                        tokens(999_999_999_999L, 0, 0, 3),
                        Map.of()))
                .isEqualTo(Money.ofNanoUsd(99_999_999_999_900L + 600));
    }

    @Test
    void pricesByTheHourAreExactFractions() {
        Rates rates = rates("input_audio_seconds", "0.4");

        assertThat(cost(rates, tokens(0, 0, 0, 0), Map.of("input_audio_seconds", 9L)))
                .isEqualTo(Money.ofNanoUsd(1_000_000));
        assertThat(cost(rates, tokens(0, 0, 0, 0), Map.of("input_audio_seconds", 1L)))
                .as("0.000111111111… USD")
                .isEqualTo(Money.ofNanoUsd(111_111));
    }

    @Test
    void cachedTokensAreTakenOutOfTheInput() {
        Rates rates = rates(
                "input_tokens", "3",
                "cache_read_tokens", "0.30",
                "cache_write_tokens", "3.75",
                "output_tokens", "15");

        assertThat(cost(rates, tokens(1_000_000, 400_000, 100_000, 0), Map.of()))
                .isEqualTo(usd("1.995"));
    }

    @Test
    void cachedTokensWithoutARateAreBilledAsInput() {
        assertThat(cost(rates("input_tokens", "1"), tokens(1_000_000, 600_000, 400_000, 0), Map.of()))
                .isEqualTo(usd("1"));
    }

    @Test
    void aCacheThatLastsLongerCostsMore() {
        Rates rates = rates("input_tokens", "3", "cache_write_tokens", "3.75", "cache_write_1h_tokens", "6");

        assertThat(cost(rates, tokens(1_000_000, 0, 1_000_000, 0), Map.of())).isEqualTo(usd("3.75"));
        assertThat(cost(
                        rates,
                        tokens(1_000_000, 0, 1_000_000, 0),
                        Map.of("cache_write_5m_tokens", 600_000L, "cache_write_1h_tokens", 400_000L)))
                .as("0.6 x 3.75 + 0.4 x 6")
                .isEqualTo(usd("4.65"));
    }

    @Test
    void whatTwoRatesHaveInCommonCostsTheDearerUnlessItHasItsOwn() {
        Map<String, Long> heard = Map.of("input_audio_tokens", 500_000L, "cache_audio_read_tokens", 200_000L);
        TokenUsage usage = tokens(1_000_000, 300_000, 0, 0);

        assertThat(cost(
                        rates("input_tokens", "1", "cache_read_tokens", "0.1", "input_audio_tokens", "10"),
                        usage,
                        heard))
                .as("0.4 text x 1 + 0.1 cached text x 0.1 + 0.3 sound x 10 + 0.2 cached sound x 10")
                .isEqualTo(usd("5.41"));
        assertThat(cost(
                        rates(
                                "input_tokens", "1",
                                "cache_read_tokens", "0.1",
                                "input_audio_tokens", "10",
                                "cache_audio_read_tokens", "2"),
                        usage,
                        heard))
                .isEqualTo(usd("3.81"));
    }

    @Test
    void everyTokenIsBilledOnceWhateverHasARate() {
        Random random = new Random(42);
        List<Unit> input = Unit.all().stream()
                .filter(unit -> unit.family() == Unit.Family.TOKENS && unit.side() == Unit.Side.INPUT)
                .toList();
        for (int round = 0; round < 2_000; round++) {
            Map<Unit, BigDecimal> stated = new HashMap<>(Map.of(Unit.INPUT_TOKENS, BigDecimal.ONE));
            for (int i = random.nextInt(5); i > 0; i--) {
                stated.put(input.get(random.nextInt(input.size())), BigDecimal.ONE);
            }
            CallUsage call = made(random, 1_000);
            long billed = new Rates(stated)
                    .count(call).entrySet().stream()
                            .filter(count -> count.getKey().unit().side() == Unit.Side.INPUT)
                            .mapToLong(Map.Entry::getValue)
                            .sum();

            assertThat(billed).as("%s by %s", call, stated.keySet()).isEqualTo(1_000);
        }
    }

    /** Input whose every token is of one modality and has one origin, so that all counts fit together. */
    private static CallUsage made(Random random, int tokens) {
        List<String> modalities = List.of("text", "audio", "image", "video");
        List<String> kinds =
                List.of("input_%stokens", "cache_%sread_tokens", "cache_%swrite_5m_tokens", "cache_%swrite_1h_tokens");
        Map<String, Long> counts = new HashMap<>();
        long[] totals = new long[kinds.size()];
        for (int i = 0; i < tokens; i++) {
            int kind = random.nextInt(kinds.size());
            String modality = modalities.get(random.nextInt(modalities.size())) + "_";
            totals[kind]++;
            List<String> names = new ArrayList<>(List.of("input_" + modality + "tokens"));
            if (kind > 0) {
                names.add(kinds.get(kind).formatted(modality));
            }
            if (kind > 1) {
                names.add("cache_" + modality + "write_tokens");
                names.add(kinds.get(kind).formatted(""));
            }
            names.forEach(name -> counts.merge(name, 1L, Long::sum));
        }
        return new CallUsage(
                "p",
                "m",
                null,
                ServiceTier.STANDARD,
                WHEN,
                new TokenUsage(tokens, totals[1], totals[2] + totals[3], 0, 0),
                counts);
    }

    @Test
    void moreCachedTokensThanInputIsNoUsage() {
        assertThatThrownBy(() -> tokens(10, 6, 5, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tokens(-1, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNegativeRateIsRefused() {
        assertThatThrownBy(() -> rates("input_tokens", "-1")).hasMessageContaining("input_tokens");
    }

    private static TokenUsage tokens(long input, long read, long written, long output) {
        return new TokenUsage(input, read, written, output, 0);
    }

    private static Money cost(Rates rates, TokenUsage usage, Map<String, Long> details) {
        CallUsage call = new CallUsage("p", "m", null, ServiceTier.STANDARD, WHEN, usage, details);
        return Bill.of(new Price.Priced(1, null, Rules.with(rates), true), call, ExchangeRates.NONE)
                .cost();
    }

    private static Rates rates(String... unitsAndRates) {
        return Rules.rates(unitsAndRates);
    }

    private static Money usd(String amount) {
        return Money.ofUsd(new BigDecimal(amount));
    }
}
