package org.llmops.guardrail.replacing;

import org.jspecify.annotations.Nullable;

/**
 * Bank accounts (ISO 13616) of the same country with valid check digits, whose bank's code begins with X or zeros: no bank
 * that we know of, but in Belgium, where 000 is the post's.
 */
final class IbanForm implements Form {
    private static final int HEAD = 4;
    private static final int BANK = 4;
    private static final int MODULUS = 97;

    @Override
    public @Nullable String like(String original, Draws draws) {
        int[] places = original.codePoints().toArray();
        int[] at = java.util.stream.IntStream.range(0, places.length)
                .filter(place -> isAlphanumeric(places[place]))
                .toArray();
        if (at.length < HEAD + BANK) {
            return null;
        }
        for (int i = HEAD; i < at.length; i++) {
            boolean digit = Character.isDigit(places[at[i]]);
            if (i < HEAD + BANK) {
                places[at[i]] = digit ? '0' : 'X';
            } else {
                places[at[i]] = digit ? draws.digit() : 'A' + draws.below(26);
            }
        }
        int check = checkDigits(places, at);
        places[at[2]] = '0' + check / 10;
        places[at[3]] = '0' + check % 10;
        return new String(places, 0, places.length);
    }

    /** ISO 7064 MOD 97-10: the account, the country and 00, letters counting from A = 10; what lacks to 98. */
    private static int checkDigits(int[] places, int[] at) {
        int remainder = 0;
        for (int i = HEAD; i < at.length; i++) {
            remainder = append(remainder, places[at[i]]);
        }
        remainder = append(append(remainder, places[at[0]]), places[at[1]]);
        return MODULUS + 1 - remainder * 100 % MODULUS;
    }

    private static int append(int remainder, int codePoint) {
        int value = Character.digit(codePoint, 36);
        return (remainder * (value < 10 ? 10 : 100) + value) % MODULUS;
    }

    private static boolean isAlphanumeric(int codePoint) {
        return codePoint < 128 && Character.isLetterOrDigit(codePoint);
    }
}
