package org.llmops.platform.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MoneyTest {
    @Test
    void isWrittenInUsdWithCentsAndAsManyMoreDigitsAsItHas() {
        assertThat(Money.ZERO).hasToString("0.00");
        assertThat(Money.ofNanoUsd(1)).hasToString("0.000000001");
        assertThat(Money.ofNanoUsd(25_000_000_000L)).hasToString("25.00");
        assertThat(Money.ofNanoUsd(-1_500_000_000L)).hasToString("-1.50");
        assertThat(Money.ofUsd(new BigDecimal("1e3"))).hasToString("1000.00");
    }

    @Test
    void readsWhatItWrites() {
        for (long nanoUsd : new long[] {0, 1, -1, 999_999_999, 1_000_000_000, Long.MAX_VALUE, Long.MIN_VALUE}) {
            Money money = Money.ofNanoUsd(nanoUsd);
            assertThat(Money.parse(money.toString())).isEqualTo(money);
        }
    }

    @Test
    void refusesToLoseWhatIsFinerThanANanoUsd() {
        assertThatThrownBy(() -> Money.ofUsd(new BigDecimal("0.0000000001"))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void roundsHalfUpWhenAsked() {
        assertThat(Money.rounded(new BigDecimal("0.0000000005"))).isEqualTo(Money.ofNanoUsd(1));
        assertThat(Money.rounded(new BigDecimal("0.00000000049"))).isEqualTo(Money.ZERO);
    }

    @Test
    void failsInsteadOfOverflowing() {
        Money most = Money.ofNanoUsd(Long.MAX_VALUE);
        assertThatThrownBy(() -> most.plus(Money.ofNanoUsd(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.ofNanoUsd(Long.MIN_VALUE).minus(Money.ofNanoUsd(1)))
                .isInstanceOf(ArithmeticException.class);
    }
}
