package org.llmops.guardrail.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** How often one letter follows another in texts that people wrote; 26 letters and the gap between words. */
final class LetterPairs {
    static final int SYMBOLS = 27;

    /** The resource holds sixteenths of a bit. */
    static final int FRACTIONS = 16;

    /** Fewer pairs say nothing. */
    private static final int MIN_PAIRS = 14;

    /** Words with digits or signs inside, such as ids, links and code, are left out. */
    private static final int MAX_WORD = 40;

    private static final int MAX_ABBREVIATION = 5;

    private static final String RESOURCE = "letter-pairs.txt";

    private LetterPairs() {}

    /** The mean log2 probability of the pairs in a text's plain words; 0 if there are too few. */
    static double meanLikelihood(String text) {
        double[] likelihoods = Known.LIKELIHOODS;
        double sum = 0;
        int pairs = 0;
        for (int start = 0; start < text.length(); ) {
            int gap = gap(text, start);
            int from = letters(text, start, gap);
            if (from >= 0) {
                int before = 0;
                int index = from;
                for (int symbol = symbol(text.charAt(index)); symbol > 0; ) {
                    sum += likelihoods[before * SYMBOLS + symbol];
                    before = symbol;
                    symbol = ++index < gap ? symbol(text.charAt(index)) : 0;
                }
                sum += likelihoods[before * SYMBOLS];
                pairs += index - from + 1;
            }
            start = gap + 1;
        }
        return pairs < MIN_PAIRS ? 0 : sum / pairs;
    }

    /** A word in lower case without what stands around it; empty, if it is no plain word of Latin letters. */
    static String letters(String word) {
        int start = letters(word, 0, word.length());
        int end = Math.max(0, start);
        while (end < word.length() && symbol(word.charAt(end)) > 0) {
            end++;
        }
        return start < 0 ? "" : word.substring(start, end).toLowerCase(Locale.ROOT);
    }

    /** Where the letters begin of what stands between two gaps; -1 if that is no plain word of Latin letters. */
    private static int letters(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && !Character.isLetterOrDigit(text.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetterOrDigit(text.charAt(end - 1))) {
            end--;
        }
        boolean capitals = true;
        for (int index = start; index < end; index++) {
            char letter = text.charAt(index);
            if (symbol(letter) == 0) {
                return -1;
            }
            capitals &= letter <= 'Z';
        }
        // All capitals: an abbreviation, which no rule of spelling binds.
        int length = end - start;
        return length == 0 || length > MAX_WORD || capitals && length <= MAX_ABBREVIATION ? -1 : start;
    }

    private static int gap(String text, int from) {
        int gap = from;
        while (gap < text.length() && (text.charAt(gap) > ' ' || " \t\r\n".indexOf(text.charAt(gap)) < 0)) {
            gap++;
        }
        return gap;
    }

    private static int symbol(char letter) {
        int lower = letter | 0x20;
        return letter < 0x80 && lower >= 'a' && lower <= 'z' ? lower - 'a' + 1 : 0;
    }

    private static double[] read() {
        try (InputStream in = LetterPairs.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is missing");
            }
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            double[] likelihoods = new double[SYMBOLS * SYMBOLS];
            for (int before = 0; before < SYMBOLS; before++) {
                String[] row = lines.get(before).split(" ", -1);
                for (int after = 0; after < SYMBOLS; after++) {
                    likelihoods[before * SYMBOLS + after] = Double.parseDouble(row[after]) / FRACTIONS;
                }
            }
            return likelihoods;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Read when the first text is judged. */
    private static final class Known {
        static final double[] LIKELIHOODS = read();
    }
}
