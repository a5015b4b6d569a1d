package org.llmops.guardrail.normalising;

import org.jspecify.annotations.Nullable;

/** Finds stretches in which the letters make more sense rotated by thirteen places, or read backwards. */
final class Disguises {
    /** How much more usual, in log-odds, the letter pairs of a stretch have to become. */
    private static final double MIN_GAIN = 14;

    private static final int MIN_LENGTH = 8;

    private static final double LEAST_USUAL = -3.4;

    private static final int LETTERS = LetterPairs.LETTERS;
    private static final double[] ROTATED = gains(true);
    private static final double[] REVERSED = gains(false);

    private Disguises() {}

    static void decode(Mapped source, Decoding.Pieces pieces) {
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
        Stretch stretch = Stretch.ofWords(text, bestFrom, Math.min(bestTo, text.length()));
        String read = rotation ? stretch.rotated(text) : stretch.backwards(text);
        return stretch.isOfLetters(text) && LetterPairs.usual(read) >= LEAST_USUAL ? stretch : null;
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

        boolean isOfLetters(String text) {
            int letters = 0;
            for (int index = from; index < to; index++) {
                letters += LetterPairs.number(text.charAt(index)) == 0 ? 0 : 1;
            }
            return letters >= MIN_LENGTH && letters * 2 >= to - from;
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
