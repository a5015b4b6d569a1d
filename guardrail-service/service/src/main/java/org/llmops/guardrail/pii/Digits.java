package org.llmops.guardrail.pii;

import java.time.LocalDate;
import java.time.Year;

/** The arithmetic of check digits, over identifiers without separators. */
final class Digits {
    private static final int[][] DIHEDRAL = {
        {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
        {1, 2, 3, 4, 0, 6, 7, 8, 9, 5},
        {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
        {3, 4, 0, 1, 2, 8, 9, 5, 6, 7},
        {4, 0, 1, 2, 3, 9, 5, 6, 7, 8},
        {5, 9, 8, 7, 6, 0, 4, 3, 2, 1},
        {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
        {7, 6, 5, 9, 8, 2, 1, 0, 4, 3},
        {8, 7, 6, 5, 9, 3, 2, 1, 0, 4},
        {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}
    };
    private static final int[] TURN = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

    private Digits() {}

    /** The digit at a place; letters count from A = 10. */
    static int at(String id, int index) {
        return Symbols.value(id.charAt(index));
    }

    static int last(String id) {
        return at(id, id.length() - 1);
    }

    /** The number that the digits from one place to before another spell. */
    static long number(String id, int from, int to) {
        long number = 0;
        for (int index = from; index < to; index++) {
            number = number * 10 + at(id, index);
        }
        return number;
    }

    /** Every digit times its weight, from the left, as far as there are weights. */
    static int sum(String id, int... weights) {
        return sumFrom(id, 0, weights);
    }

    static int sumFrom(String id, int from, int... weights) {
        int sum = 0;
        for (int index = 0; index < weights.length; index++) {
            sum += at(id, from + index) * weights[index];
        }
        return sum;
    }

    /** Weights that fall by one: {@code from} for the first digit, down to {@code from - count + 1}. */
    static int falling(String id, int from, int count) {
        int sum = 0;
        for (int index = 0; index < count; index++) {
            sum += at(id, index) * (from - index);
        }
        return sum;
    }

    /** Every digit times its weight, products above nine counting as the sum of their digits. */
    static int crossSum(String id, int... weights) {
        int sum = 0;
        for (int index = 0; index < weights.length; index++) {
            int product = at(id, index) * weights[index];
            sum += product / 10 + product % 10;
        }
        return sum;
    }

    /** ISO/IEC 7812-1 annex B, over a part of the identifier; letters count from A = 10. */
    static boolean luhn(String id, int from, int to) {
        int sum = 0;
        for (int index = to - 1; index >= from; index--) {
            int doubled = at(id, index) * ((to - 1 - index) % 2 + 1);
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }

    static boolean luhn(String id) {
        return luhn(id, 0, id.length());
    }

    /** J. Verhoeff, Error Detecting Decimal Codes, 1969. */
    static boolean verhoeff(String id, int from, int to) {
        int check = 0;
        for (int index = to - 1; index >= from; index--) {
            int digit = at(id, index);
            for (int turns = (to - 1 - index) % 8; turns > 0; turns--) {
                digit = TURN[digit];
            }
            check = DIHEDRAL[check][digit];
        }
        return check == 0;
    }

    /** ISO 7064 MOD 11,10 over all digits. */
    static boolean mod1110(String id) {
        int product = 10;
        for (int index = 0; index < id.length() - 1; index++) {
            int sum = (product + at(id, index)) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (product + last(id)) % 10 == 1;
    }

    /** ISO 7064 MOD 11-2 over all characters, of which the last may be an X. */
    static boolean mod112(String id) {
        int sum = 0;
        for (int index = 0; index < id.length() - 1; index++) {
            sum = (sum + at(id, index)) * 2 % 11;
        }
        int last = id.charAt(id.length() - 1) == 'X' ? 10 : last(id);
        return (sum + last) % 11 == 1;
    }

    /** The remainder of dividing by 97, letters counting as two digits from A = 10. */
    static int mod97(String id) {
        int remainder = 0;
        for (int index = 0; index < id.length(); index++) {
            int value = at(id, index);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder;
    }

    /** ICAO Doc 9303 part 3 section 4.9: weights 7, 3, 1 over letters (A = 10) and digits. */
    static int icao(String id, int to) {
        int sum = 0;
        for (int index = 0; index < to; index++) {
            sum += at(id, index) * (index % 3 == 0 ? 7 : index % 3 == 1 ? 3 : 1);
        }
        return sum % 10;
    }

    static boolean isRepeated(String id) {
        return id.chars().distinct().count() == 1;
    }

    static boolean isDate(long year, long month, long day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= LocalDate.of((int) year, (int) month, 1).lengthOfMonth();
    }

    /** A date whose century is not written: one that exists in 1900 or 2000 and the years behind. */
    static boolean isShortDate(long year, long month, long day) {
        return isDate(1900 + year, month, day) || isDate(2000 + year, month, day);
    }

    /** Day and month and two digits of the year, written in this order from a place on. */
    static boolean isDayMonthYear(String id, int from) {
        return isShortDate(number(id, from + 4, from + 6), number(id, from + 2, from + 4), number(id, from, from + 2));
    }

    /** Two digits of the year, month and day, written in this order from a place on. */
    static boolean isYearMonthDay(String id, int from) {
        return isShortDate(number(id, from, from + 2), number(id, from + 2, from + 4), number(id, from + 4, from + 6));
    }

    /** Four digits of a year of the living, month and day, written in this order from a place on. */
    static boolean isFullDate(String id, int from) {
        long year = number(id, from, from + 4);
        return year >= 1880
                && year <= Year.now(java.time.ZoneOffset.UTC).getValue()
                && isDate(year, number(id, from + 4, from + 6), number(id, from + 6, from + 8));
    }
}
