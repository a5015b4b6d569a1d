package org.llmops.cost.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.platform.money.Money;

/** Rates turn counts into exact money. */
class RatesTest {
    @Test
    void theSumIsRoundedHalfUpOnceAtTheEnd() {
        Rates rates = rates("0.0003", "0.0002");

        assertThat(rates.cost(new TokenUsage(1, 0, 0, 1, 0)))
                .as("0.3 + 0.2 nano-USD: each alone would round to nothing")
                .isEqualTo(Money.ofNanoUsd(1));
        assertThat(rates.cost(new TokenUsage(1, 0, 0, 0, 0))).isEqualTo(Money.ZERO);
        assertThat(rates.cost(new TokenUsage(5, 0, 0, 0, 0))).as("1.5").isEqualTo(Money.ofNanoUsd(2));
    }

    @Test
    void noDigitIsLostAtAnyScale() {
        assertThat(rates("0.1", "0.2").cost(new TokenUsage(999_999_999_999L, 0, 0, 3, 0)))
                .isEqualTo(Money.ofNanoUsd(99_999_999_999_900L + 600));
    }

    @Test
    void cachedTokensAreTakenOutOfTheInput() {
        Rates rates = new Rates(Map.of(
                TokenUnit.INPUT_TOKENS, new BigDecimal("3"),
                TokenUnit.CACHE_READ_TOKENS, new BigDecimal("0.30"),
                TokenUnit.CACHE_WRITE_TOKENS, new BigDecimal("3.75"),
                TokenUnit.OUTPUT_TOKENS, new BigDecimal("15")));

        assertThat(rates.cost(new TokenUsage(1_000_000, 400_000, 100_000, 0, 0)))
                .isEqualTo(Money.ofUsd(new BigDecimal("1.995")));
    }

    @Test
    void cachedTokensWithoutARateAreBilledAsInput() {
        assertThat(rates("1", "0").cost(new TokenUsage(1_000_000, 600_000, 400_000, 0, 0)))
                .isEqualTo(Money.ofUsd(BigDecimal.ONE));
    }

    @Test
    void moreCachedTokensThanInputIsNoUsage() {
        assertThatThrownBy(() -> new TokenUsage(10, 6, 5, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TokenUsage(-1, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNegativeRateIsRefused() {
        assertThatThrownBy(() -> rates("-1", "0")).hasMessageContaining("input_tokens");
    }

    private static Rates rates(String input, String output) {
        return new Rates(
                Map.of(TokenUnit.INPUT_TOKENS, new BigDecimal(input), TokenUnit.OUTPUT_TOKENS, new BigDecimal(output)));
    }
}
