package org.llmops.guardrail.grounding;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What numbers are worth, however they are written: {@code 1,000}, {@code 1.000,50}, {@code seventy}, {@code 5 million}. */
final class NumberWords {
    /** Longer runs of digits name something rather than count it. */
    private static final int MAX_DIGITS = 18;

    private static final Map<String, Integer> UNITS = Map.ofEntries(
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("six", 6),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("thirteen", 13),
            Map.entry("fourteen", 14),
            Map.entry("fifteen", 15),
            Map.entry("sixteen", 16),
            Map.entry("seventeen", 17),
            Map.entry("eighteen", 18),
            Map.entry("nineteen", 19),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("fifty", 50),
            Map.entry("sixty", 60),
            Map.entry("seventy", 70),
            Map.entry("eighty", 80),
            Map.entry("ninety", 90));

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

    /** The value of a number word from two to ninety; {@code one} is more often a pronoun. */
    static @Nullable Integer unit(String form) {
        return UNITS.get(form);
    }

    static @Nullable Long scale(String form) {
        return SCALES.get(form);
    }

    /** One way to write a number in digits with its separators, the last of which may be a decimal one. */
    static String canonical(String digits) {
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

    static String canonical(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
