package org.llmops.guardrail.replacing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Payment cards of the same scheme and length, with a valid check digit, that begin with the first eight digits of numbers
 * which processors publish for tests (docs.stripe.com/testing, docs.adyen.com/development-resources/testing). No scheme
 * reserves whole ranges: such a number is hardly anybody's, but nobody warrants it.
 */
final class CardForm implements Form {
    private static final List<String> TEST_NUMBERS = List.of(
            "42424242", // Visa
            "55555555", // Mastercard
            "22230031", // Mastercard, 2 series
            "37828224", // American Express
            "34343434", // American Express
            "30569309", // Diners Club
            "36006666", // Diners Club
            "60111111", // Discover
            "35660020", // JCB
            "62000000"); // UnionPay
    private static final int FEWEST_DIGITS = 12;
    private static final int MOST_DIGITS = 19;

    @Override
    public @Nullable String like(String original, Draws draws) {
        String digits = Shape.digits(original);
        if (digits.length() < FEWEST_DIGITS || digits.length() > MOST_DIGITS) {
            return null;
        }
        String beginning = beginning(digits);
        String body = beginning + draws.digits(digits.length() - 1 - beginning.length());
        return Shape.withDigits(original, body + Luhn.checkDigit(body));
    }

    private static String beginning(String digits) {
        return longestShared(digits, 2, longestShared(digits, 1, TEST_NUMBERS.getFirst()));
    }

    private static String longestShared(String digits, int length, String otherwise) {
        return TEST_NUMBERS.stream()
                .filter(number -> number.startsWith(digits.substring(0, length)))
                .findFirst()
                .orElse(otherwise);
    }
}
