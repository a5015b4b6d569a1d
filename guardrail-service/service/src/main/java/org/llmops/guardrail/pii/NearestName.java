package org.llmops.guardrail.pii;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What somebody may have meant who wrote a name that does not exist. */
final class NearestName {
    private static final int MAX_LENGTH = 64;

    private NearestName() {}

    /** The name that contains the word as a part; else the one with the fewest letters changed. */
    static String among(Collection<String> names, String written) {
        String cut = written.length() > MAX_LENGTH ? written.substring(0, MAX_LENGTH) : written;
        String word = cut.toUpperCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
        return names.stream()
                .min(Comparator.comparing((String name) -> !holds(name.toUpperCase(Locale.ROOT), word))
                        .thenComparing(name -> changes(name.toUpperCase(Locale.ROOT), word))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }

    private static boolean holds(String name, String word) {
        return ("_" + name + "_").contains("_" + word + "_");
    }

    /** Levenshtein's distance. */
    private static int changes(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int changed = diagonal + (one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[row.length - 1];
    }
}
