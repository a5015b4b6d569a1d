package org.llmops.cost.reporting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.llmops.platform.money.Money;

/** Parts add up to the whole, to the nano-dollar. */
class LargestRemainderTest {
    @Test
    void theOddNanosGoToThoseCutMost() {
        assertThat(split(10, "1", "1", "1")).containsExactly(4L, 3L, 3L);
        assertThat(split(-10, "1", "1", "1")).containsExactly(-4L, -3L, -3L);
        assertThat(split(100, "0.5", "0.4999", "0.0001")).containsExactly(50L, 50L, 0L);
        assertThat(split(1, "33.333333", "66.666667")).containsExactly(0L, 1L);
        assertThat(split(0, "1", "2")).containsExactly(0L, 0L);
        assertThat(split(Long.MAX_VALUE, "1", "1")).containsExactly(Long.MAX_VALUE / 2 + 1, Long.MAX_VALUE / 2);
    }

    @Test
    void partsAddUpAndAreNeverMoreThanANanoAway() {
        Random random = new Random(7);
        for (int each = 0; each < 5_000; each++) {
            Money amount = Money.ofNanoUsd(random.nextLong(-1_000_000_000_000L, 1_000_000_000_000L));
            List<BigDecimal> weights = Stream.generate(
                            () -> BigDecimal.valueOf(random.nextLong(1_000_000), random.nextInt(7)))
                    .limit(random.nextInt(1, 40))
                    .toList();
            BigDecimal sum = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
            if (sum.signum() == 0) {
                continue;
            }

            List<Money> parts = LargestRemainder.split(amount, weights);

            assertThat(parts.stream().reduce(Money.ZERO, Money::plus)).isEqualTo(amount);
            for (int index = 0; index < parts.size(); index++) {
                BigDecimal fair = BigDecimal.valueOf(amount.nanoUsd())
                        .multiply(weights.get(index))
                        .divide(sum, 6, RoundingMode.HALF_UP);
                assertThat(BigDecimal.valueOf(parts.get(index).nanoUsd())
                                .subtract(fair)
                                .abs())
                        .isLessThan(BigDecimal.ONE);
            }
        }
    }

    @Test
    void thereIsNothingToGoBy() {
        assertThatThrownBy(() -> split(1, "0", "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> split(1, "2", "-1")).isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Long> split(long nanoUsd, String... weights) {
        return LargestRemainder.split(
                        Money.ofNanoUsd(nanoUsd),
                        Stream.of(weights).map(BigDecimal::new).toList())
                .stream()
                .map(Money::nanoUsd)
                .toList();
    }
}
