package org.llmops.guardrail.normalising;

import java.util.List;

/** What the normaliser makes of a text, as the tests read it. */
final class Readings {
    private Readings() {}

    static String folded(String text) {
        return Normaliser.of(text).text();
    }

    static String leet(String text) {
        return Normaliser.of(text).leet().text();
    }

    /** Each as {@code encoding: text}. */
    static List<String> decoded(String text) {
        return Normaliser.of(text).decoded().stream().map(Readings::line).toList();
    }

    static List<String> all(String text) {
        return Normaliser.of(text).readings().stream().map(Readings::line).toList();
    }

    /** The part of the original that a part of a reading came from. */
    static String origin(String original, NormalisedText reading, String part) {
        int index = reading.text().indexOf(part);
        if (index < 0) {
            throw new AssertionError("The reading has no such part");
        }
        int[] codePoints = original.codePoints().toArray();
        int start = reading.start(index);
        return new String(codePoints, start, reading.end(index + part.length()) - start);
    }

    private static String line(NormalisedText reading) {
        return reading.encoding() + ": " + reading.text();
    }
}
