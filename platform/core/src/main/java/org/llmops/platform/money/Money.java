package org.llmops.platform.money;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount of money. Arithmetic is exact and fails loudly when it leaves the range of about ±9.2 billion USD.
 *
 * @param nanoUsd billionths of a US dollar
 */
public record Money(long nanoUsd) implements Comparable<Money> {
    public static final Money ZERO = new Money(0);

    private static final int SCALE = 9;

    public static Money ofNanoUsd(long nanoUsd) {
        return nanoUsd == 0 ? ZERO : new Money(nanoUsd);
    }

    /** @throws ArithmeticException when the amount is finer than a nano-USD, or out of range */
    public static Money ofUsd(BigDecimal usd) {
        return new Money(usd.movePointRight(SCALE).longValueExact());
    }

    /** Rounds half up to a whole nano-USD. */
    public static Money rounded(BigDecimal usd) {
        return ofUsd(usd.setScale(SCALE, RoundingMode.HALF_UP));
    }

    @JsonCreator
    public static Money parse(String usd) {
        return ofUsd(new BigDecimal(usd));
    }

    public BigDecimal usd() {
        return BigDecimal.valueOf(nanoUsd, SCALE);
    }

    public Money plus(Money other) {
        return ofNanoUsd(Math.addExact(nanoUsd, other.nanoUsd));
    }

    public Money minus(Money other) {
        return ofNanoUsd(Math.subtractExact(nanoUsd, other.nanoUsd));
    }

    public Money min(Money other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Money max(Money other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isNegative() {
        return nanoUsd < 0;
    }

    public boolean isPositive() {
        return nanoUsd > 0;
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(nanoUsd, other.nanoUsd);
    }

    /** Decimal US dollars without an exponent and without trailing zeros beyond cents, such as `0.00` or `0.000123`. */
    @JsonValue
    @Override
    public String toString() {
        BigDecimal plain = usd().stripTrailingZeros();
        return (plain.scale() < 2 ? plain.setScale(2) : plain).toPlainString();
    }
}
