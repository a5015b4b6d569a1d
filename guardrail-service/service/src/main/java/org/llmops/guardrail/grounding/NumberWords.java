package org.llmops.guardrail.grounding;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What numbers are worth, however they are written: {@code 1,000}, {@code 1.000,50}, {@code seventy}, {@code 5 million}. */
final class NumberWords {
    /** Longer runs of digits name something rather than count it. */
    private static final int MAX_DIGITS = 18;

    private static final Map<String, Long> SCALES = Map.of(
            "hundred",
            100L,
            "thousand",
            1_000L,
            "million",
            1_000_000L,
            "billion",
            1_000_000_000L,
            "trillion",
            1_000_000_000_000L);

    private NumberWords() {}

    static @Nullable Long scale(String form) {
        return SCALES.get(form);
    }

    /** One way to write a number in digits with its separators, the last of which may be a decimal one. */
    static String canonical(String digits) {
        if (digits.length() <= MAX_DIGITS && digits.charAt(0) != '0' && isWhole(digits)) {
            return digits;
        }
        int lastSeparator = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
        int behind = digits.length() - lastSeparator - 1;
        boolean single = digits.indexOf(',') == lastSeparator || digits.indexOf('.') == lastSeparator;
        boolean mixed = digits.indexOf(',') >= 0 && digits.indexOf('.') >= 0;
        boolean decimal = lastSeparator >= 0 && single && (mixed || behind != 3);
        StringBuilder plain = new StringBuilder(digits.length());
        for (int index = 0; index < digits.length(); index++) {
            char character = digits.charAt(index);
            if (character >= '0' && character <= '9') {
                plain.append(character);
            } else if (decimal && index == lastSeparator) {
                plain.append('.');
            }
        }
        return plain.length() > MAX_DIGITS ? plain.toString() : canonical(new BigDecimal(plain.toString()));
    }

    private static boolean isWhole(String digits) {
        return digits.indexOf(',') < 0 && digits.indexOf('.') < 0;
    }

    static String canonical(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
