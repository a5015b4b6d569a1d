package org.llmops.guardrail.replacing;

/** What a value looks like when nothing is known of its kind: which places hold digits, letters of which case, and others. */
final class Shape {
    private static final String VOWELS = "aeiouy";
    private static final String CONSONANTS = "bcdfghjklmnpqrstvwxz";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final int ROW = 32;

    private Shape() {}

    /** Digits for digits, letters for letters; in words vowels for vowels, so that they can be read. */
    static String like(String original, Draws draws) {
        boolean word = original.codePoints().noneMatch(Character::isDigit);
        StringBuilder like = new StringBuilder(original.length());
        original.codePoints().forEach(codePoint -> like.appendCodePoint(like(codePoint, word, draws)));
        return like.toString();
    }

    private static int like(int codePoint, boolean word, Draws draws) {
        if (Character.isDigit(codePoint)) {
            int zero = codePoint - Character.digit(codePoint, 10);
            // A number that began with no zero would lose a digit if it did now.
            return codePoint == zero ? zero + draws.below(10) : zero + 1 + draws.below(9);
        }
        if (!Character.isLetter(codePoint)) {
            return codePoint;
        }
        int lower = Character.toLowerCase(codePoint);
        if (lower < 'a' || lower > 'z') {
            return sibling(codePoint, draws);
        }
        String from = !word ? LETTERS : VOWELS.indexOf(lower) >= 0 ? VOWELS : CONSONANTS;
        char letter = from.charAt(draws.below(from.length()));
        return Character.isUpperCase(codePoint) ? Character.toUpperCase(letter) : letter;
    }

    /** Another letter of the same kind from the same row of the code chart, or the nearest after it. */
    private static int sibling(int letter, Draws draws) {
        int row = letter / ROW * ROW;
        int at = draws.below(ROW);
        for (int step = 0; step < ROW; step++) {
            int candidate = row + (at + step) % ROW;
            if (candidate != letter && Character.getType(candidate) == Character.getType(letter)) {
                return candidate;
            }
        }
        return letter;
    }

    static int countDigits(String text) {
        return (int) text.codePoints().filter(Character::isDigit).count();
    }

    /** The decimal digits of a text, in ASCII. */
    static String digits(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        text.codePoints().filter(Character::isDigit).forEach(digit -> digits.append(Character.digit(digit, 10)));
        return digits.toString();
    }

    /** The same text with other digits in the places of its own. */
    static String withDigits(String original, String digits) {
        StringBuilder like = new StringBuilder(original.length());
        int next = 0;
        for (int codePoint : original.codePoints().toArray()) {
            boolean digit = Character.isDigit(codePoint);
            like.appendCodePoint(digit ? digits.charAt(next) : codePoint);
            next += digit ? 1 : 0;
        }
        return like.toString();
    }
}
