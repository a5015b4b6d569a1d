package org.llmops.cost.reconciliation;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.StorableText;
import org.llmops.platform.money.Money;

/**
 * A row of an export, read field by field. What is wrong is told with the row and the field, as the provider calls it.
 *
 * @param number counted from 1; in a CSV file the header is none
 * @param fields the text of a field; absent or empty when the row has none
 */
record Row(int number, Function<String, @Nullable String> fields) {
    private static final int LONGEST_TEXT = 300;
    private static final int LONGEST_NUMBER = 60;
    private static final long MOST = 1_000_000_000_000_000L;
    private static final int FIRST_YEAR = 2015;
    private static final int LAST_YEAR = 2199;
    private static final int DAY = "2026-01-31".length();

    /** Absent when it is empty. */
    @Nullable
    String optional(String field) throws RowMalformed {
        String text = fields.apply(field);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.length() > LONGEST_TEXT || !StorableText.isStorable(text)) {
            throw wrong(field, "A text has at most " + LONGEST_TEXT + " characters, and no U+0000");
        }
        return text.strip();
    }

    String text(String field) throws RowMalformed {
        String text = optional(field);
        if (text == null) {
            throw wrong(field, "It is missing");
        }
        return text;
    }

    /** The day of a date, or of a time in UTC. */
    LocalDate day(String field) throws RowMalformed {
        String text = text(field);
        try {
            return known(
                    field,
                    text.length() == DAY
                            ? LocalDate.parse(text)
                            : LocalDate.ofInstant(Instant.parse(text.replace(' ', 'T')), ZoneOffset.UTC));
        } catch (DateTimeException malformed) {
            throw wrong(
                    field,
                    "Write a day such as 2026-01-31, or a time such as 2026-01-31T00:00:00Z, not '" + cut(text) + "'");
        }
    }

    LocalDate dayOfSecond(String field) throws RowMalformed {
        return known(field, LocalDate.ofInstant(Instant.ofEpochSecond(count(field)), ZoneOffset.UTC));
    }

    /** Nobody was invoiced for a model before there were any, or in another age. */
    private LocalDate known(String field, LocalDate day) throws RowMalformed {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw wrong(field, "Write a day of the years " + FIRST_YEAR + " to " + LAST_YEAR + ", not " + day);
        }
        return day;
    }

    /** USD, exact. Negative for what is credited. */
    BigDecimal decimal(String field) throws RowMalformed {
        String text = text(field);
        try {
            if (text.length() <= LONGEST_NUMBER) {
                BigDecimal decimal = new BigDecimal(text);
                if (Math.abs(decimal.scale()) <= LONGEST_NUMBER
                        && decimal.abs().compareTo(BigDecimal.valueOf(1_000_000_000L)) <= 0) {
                    return decimal;
                }
            }
        } catch (NumberFormatException malformed) {
            // Falls through: every malformed number is told the same way.
        }
        throw wrong(field, "Write an amount of at most a billion, such as 12.34, not '" + cut(text) + "'");
    }

    /** @param perUsd how many of the written unit make a dollar */
    InvoicedAmount amount(String field, int perUsd) throws RowMalformed {
        BigDecimal written = decimal(field);
        BigDecimal inUsd = BigDecimal.ONE.divide(BigDecimal.valueOf(perUsd));
        BigDecimal half =
                BigDecimal.ONE.movePointLeft(Math.max(written.scale(), 0)).divide(BigDecimal.TWO);
        return new InvoicedAmount(Money.rounded(written.multiply(inUsd)), Money.rounded(half.multiply(inUsd)));
    }

    /** 0 or more. */
    long count(String field) throws RowMalformed {
        BigDecimal count = decimalCount(field);
        try {
            long whole = count.longValueExact();
            if (whole >= 0 && whole <= MOST) {
                return whole;
            }
        } catch (ArithmeticException fraction) {
            // Falls through: neither fractions nor giants can be counted.
        }
        throw wrong(field, "Write a whole number from 0 to " + MOST + ", not '" + cut(text(field)) + "'");
    }

    long countOrZero(String field) throws RowMalformed {
        return optional(field) == null ? 0 : count(field);
    }

    /** Absent currencies are USD. */
    void requireUsd(String field) throws RowMalformed {
        String currency = optional(field);
        if (currency != null && !currency.toLowerCase(Locale.ROOT).equals("usd")) {
            throw wrong(field, "The ledger is in USD: convert '" + cut(currency) + "' before it is imported");
        }
    }

    RowMalformed wrong(String field, String detail) {
        return new RowMalformed(number, field, detail);
    }

    private BigDecimal decimalCount(String field) throws RowMalformed {
        String text = text(field);
        try {
            BigDecimal count = text.length() > LONGEST_NUMBER ? BigDecimal.ONE.negate() : new BigDecimal(text);
            return Math.abs(count.scale()) > LONGEST_NUMBER ? BigDecimal.ONE.negate() : count;
        } catch (NumberFormatException malformed) {
            return BigDecimal.ONE.negate();
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NUMBER ? text : text.substring(0, LONGEST_NUMBER) + "…";
    }
}
