package org.llmops.guardrail.normalising;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds stretches in which the letters make more sense rotated by thirteen places, or read backwards. */
final class Disguises {
    /** How much more usual, in log-odds, the letter pairs of a stretch have to become. */
    private static final double MIN_GAIN = 14;

    private static final int MIN_LENGTH = 8;

    private static final double LEAST_USUAL = -3.4;

    private static final int LETTERS = LetterPairs.LETTERS;

    /** By how much a pair of letters, the second and 27 times the first, becomes more usual when it is rotated. */
    static final double[] ROTATED = gains(true);

    /** The same for a pair that is read backwards. */
    static final double[] REVERSED = gains(false);

    private static final int PARTS_OF_ONE = 6;

    /** The same by {@link LetterGain#pair}, in the parts that all of them are multiples of: nothing is lost by rounding. */
    private static final int[] ROTATED_PARTS = LetterGain.parts(ROTATED, PARTS_OF_ONE);

    private static final int[] REVERSED_PARTS = LetterGain.parts(REVERSED, PARTS_OF_ONE);

    /** The same as {@link #MIN_GAIN}. */
    private static final int MIN_PARTS = (int) MIN_GAIN * PARTS_OF_ONE;

    private Disguises() {}

    static void decode(Mapped source, Decoding.Pieces pieces) {
        if (!mayGain(source.text())) {
            return;
        }
        Stretch rotated = best(source.text(), true);
        if (rotated != null) {
            pieces.add("rot13", rotated.rotated(source));
        }
        Stretch reversed = best(source.text(), false);
        if (reversed != null) {
            pieces.add("reversed", source.whole(reversed.backwards(source.text()), reversed.from, reversed.to));
            if (reversed.hasGap(source.text())) {
                pieces.add(
                        "reversed-words", source.whole(reversed.wordwise(source.text()), reversed.from, reversed.to));
            }
        }
    }

    /** Whether a stretch may gain enough one way or the other. */
    private static boolean mayGain(String text) {
        int rotated = 0;
        int backwards = 0;
        int before = 0;
        int enough = 0;
        char[] characters = Arrays.copyOf(text.toCharArray(), text.length() + 1);
        for (char character : characters) {
            int letter = LetterPairs.number(character);
            int pair = LetterGain.pair(before, letter);
            rotated = Math.max(0, rotated + ROTATED_PARTS[pair]);
            backwards = Math.max(0, backwards + REVERSED_PARTS[pair]);
            // Both below zero where a word has ended and enough is gained.
            enough |= letter - 1 & (MIN_PARTS - 1 - rotated | MIN_PARTS - 1 - backwards);
            before = letter;
        }
        return enough < 0;
    }

    /** A text of another script than Latin that begins with the sign that ends sentences, read backwards; else null. */
    static @Nullable Mapped turned(Mapped source) {
        String text = source.text();
        int from = 0;
        while (from < text.length() && text.charAt(from) <= ' ') {
            from++;
        }
        boolean turned = from + MIN_LENGTH <= text.length()
                && endsSentences(text.charAt(from))
                && text.charAt(from + 1) >= 0x0370
                && Character.isLetter(text.codePointAt(from + 1));
        return turned
                ? source.whole(
                        new StringBuilder(text.substring(from))
                                .reverse()
                                .toString()
                                .strip(),
                        from,
                        text.length())
                : null;
    }

    /** Whether sentences end with this sign. */
    static boolean endsSentences(int sign) {
        return switch (sign) {
            case '.', '!', '?', '。', '！', '？', '।', '؟' -> true;
            default -> false;
        };
    }

    /** The stretch that gains most: a running sum that starts anew where it falls below nothing. */
    private static @Nullable Stretch best(String text, boolean rotation) {
        double[] gains = rotation ? ROTATED : REVERSED;
        double gain = 0;
        double most = MIN_GAIN;
        int from = 0;
        int bestFrom = -1;
        int bestTo = -1;
        int before = 0;
        for (int index = 0; index <= text.length(); index++) {
            int letter = index < text.length() ? LetterPairs.number(text.charAt(index)) : 0;
            gain += gains[before * LETTERS + letter];
            before = letter;
            if (gain <= 0) {
                gain = 0;
                from = index;
            } else if (gain > most && letter == 0) {
                most = gain;
                bestFrom = from;
                bestTo = index;
            }
        }
        if (bestFrom < 0) {
            return null;
        }
        Stretch words = Stretch.ofWords(text, bestFrom, Math.min(bestTo, text.length()));
        // Rotated, digits and signs are what they were; backwards, the numbers beside the words are others.
        Stretch stretch = rotation ? words : words.withSigns(text);
        boolean fits = rotation ? words.isOfLetters(text) : stretch.isOfLettersAndNumbers(text);
        String read = rotation ? stretch.rotated(text) : stretch.backwards(text);
        return fits && LetterPairs.usual(read) >= LEAST_USUAL ? stretch : null;
    }

    /** How much more usual each pair of letters becomes; a pair of gaps stays what it is. */
    private static double[] gains(boolean rotation) {
        double[] gains = new double[LETTERS * LETTERS];
        for (int pair = 1; pair < gains.length; pair++) {
            int before = pair / LETTERS;
            int letter = pair % LETTERS;
            double usual =
                    rotation ? LetterPairs.usual(rotate(before), rotate(letter)) : LetterPairs.usual(letter, before);
            gains[pair] = usual - LetterPairs.usual(before, letter);
        }
        return gains;
    }

    private static int rotate(int letter) {
        return letter == 0 ? 0 : (letter + 12) % 26 + 1;
    }

    private static char rotate(char character) {
        int letter = LetterPairs.number(character);
        return letter == 0 ? character : (char) (character - letter + rotate(letter));
    }

    /** Whole words from one index to another. */
    private record Stretch(int from, int to) {
        static Stretch ofWords(String text, int from, int to) {
            int start = from;
            while (start > 0 && LetterPairs.number(text.charAt(start - 1)) != 0) {
                start--;
            }
            int end = to;
            while (end < text.length() && LetterPairs.number(text.charAt(end)) != 0) {
                end++;
            }
            while (start < end && LetterPairs.number(text.charAt(start)) == 0) {
                start++;
            }
            while (end > start && LetterPairs.number(text.charAt(end - 1)) == 0) {
                end--;
            }
            return new Stretch(start, end);
        }

        /** With the digits and signs around, up to the next letter, line or colon. */
        Stretch withSigns(String text) {
            int start = from;
            while (start > 0 && isSign(text.charAt(start - 1))) {
                start--;
            }
            int end = to;
            while (end < text.length() && isSign(text.charAt(end))) {
                end++;
            }
            while (start < end && text.charAt(start) <= ' ') {
                start++;
            }
            while (end > start && text.charAt(end - 1) <= ' ') {
                end--;
            }
            return new Stretch(start, end);
        }

        private static boolean isSign(char character) {
            return character != ':' && character != '\n' && !Character.isLetter(character);
        }

        boolean isOfLetters(String text) {
            return letters(text) >= Math.max(MIN_LENGTH, (to - from + 1) / 2);
        }

        /** As many letters as signs; digits and gaps do not count. */
        boolean isOfLettersAndNumbers(String text) {
            int signs = 0;
            for (int index = from; index < to; index++) {
                char character = text.charAt(index);
                boolean counts = character != ' ' && (character < '0' || character > '9');
                signs += counts && LetterPairs.number(character) == 0 ? 1 : 0;
            }
            return letters(text) >= Math.max(MIN_LENGTH, signs);
        }

        private int letters(String text) {
            int letters = 0;
            for (int index = from; index < to; index++) {
                letters += LetterPairs.number(text.charAt(index)) == 0 ? 0 : 1;
            }
            return letters;
        }

        boolean hasGap(String text) {
            int gap = text.indexOf(' ', from);
            return gap >= 0 && gap < to;
        }

        String rotated(String text) {
            StringBuilder rotated = new StringBuilder(to - from);
            for (int index = from; index < to; index++) {
                rotated.append(rotate(text.charAt(index)));
            }
            return rotated.toString();
        }

        Mapped rotated(Mapped source) {
            Mapped.Writer writer = source.writer();
            for (int index = from; index < to; index++) {
                writer.add(rotate(source.text().charAt(index)), index, index + 1);
            }
            return writer.done();
        }

        String backwards(String text) {
            return new StringBuilder(text.substring(from, to)).reverse().toString();
        }

        String wordwise(String text) {
            StringBuilder read = new StringBuilder(to - from);
            int word = from;
            for (int index = from; index <= to; index++) {
                if (index == to || text.charAt(index) == ' ') {
                    read.append(new StringBuilder(text.substring(word, index)).reverse());
                    if (index < to) {
                        read.append(' ');
                    }
                    word = index + 1;
                }
            }
            return read.toString();
        }
    }
}
