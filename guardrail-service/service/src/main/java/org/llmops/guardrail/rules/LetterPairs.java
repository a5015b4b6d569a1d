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

    private static final String RESOURCE = "letter-pairs.txt";

    private LetterPairs() {}

    /** The mean log2 probability of the pairs in a text's plain words; 0 if there are too few. */
    static double meanLikelihood(String text) {
        double sum = 0;
        int pairs = 0;
        for (String word : text.split("[ \t\r\n]", -1)) {
            String letters = letters(word);
            int before = 0;
            for (int index = 0; index < letters.length(); index++) {
                int symbol = letters.charAt(index) - 'a' + 1;
                sum += Known.LIKELIHOODS[before * SYMBOLS + symbol];
                before = symbol;
            }
            if (before > 0) {
                sum += Known.LIKELIHOODS[before * SYMBOLS];
                pairs += letters.length() + 1;
            }
        }
        return pairs < MIN_PAIRS ? 0 : sum / pairs;
    }

    /** A word in lower case without what stands around it; empty, if it is no plain word of Latin letters. */
    static String letters(String word) {
        int start = 0;
        int end = word.length();
        while (start < end && !Character.isLetterOrDigit(word.charAt(start))) {
            start++;
        }
        while (end > start && !Character.isLetterOrDigit(word.charAt(end - 1))) {
            end--;
        }
        StringBuilder letters = new StringBuilder();
        for (int index = start; index < end; index++) {
            char lower = (char) (word.charAt(index) | 0x20);
            if (lower < 'a' || lower > 'z' || word.charAt(index) >= 0x80) {
                return "";
            }
            letters.append(lower);
        }
        // All capitals: an abbreviation, which no rule of spelling binds.
        boolean capitals = end - start <= 5
                && word.substring(start, end).equals(word.substring(start, end).toUpperCase(Locale.ROOT));
        return letters.length() > MAX_WORD || capitals ? "" : letters.toString();
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
