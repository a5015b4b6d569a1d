package org.llmops.guardrail.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.llmops.guardrail.detecting.CodePoint;

/** The words of a text without the endings that say nothing about a topic. */
final class Stems {
    private static final int MAX_WORD = 40;

    private Stems() {}

    /** In the order of the text. Letters of scripts without spaces count in pairs. */
    static List<String> of(String text) {
        List<String> stems = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int before = 0;
        for (int index = 0; index <= text.length(); ) {
            int codePoint = index < text.length() ? text.charAt(index) : ' ';
            codePoint = Character.isSurrogate((char) codePoint) ? text.codePointAt(index) : codePoint;
            boolean unspaced = CodePoint.isUnspaced(codePoint);
            if (!unspaced && CodePoint.isAlphanumeric(codePoint)) {
                if (word.length() < MAX_WORD) {
                    word.appendCodePoint(codePoint);
                }
            } else if (codePoint != '\'' || word.isEmpty()) {
                if (!word.isEmpty()) {
                    stems.add(stem(word.toString().toLowerCase(Locale.ROOT)));
                    word.setLength(0);
                }
                if (unspaced && before != 0) {
                    stems.add(new StringBuilder()
                            .appendCodePoint(before)
                            .appendCodePoint(codePoint)
                            .toString());
                }
            }
            before = unspaced ? codePoint : 0;
            index += Character.charCount(codePoint);
        }
        return stems;
    }

    /** Cuts off English plurals, -ing, -ed and -ly; crude, but alike for all forms of a word. */
    static String stem(String word) {
        String stem = word;
        if (stem.length() > 4 && stem.endsWith("ies")) {
            return stem.substring(0, stem.length() - 3) + "y";
        }
        if (stem.length() > 3 && stem.endsWith("s") && !stem.endsWith("ss") && !stem.endsWith("us")) {
            stem = stem.substring(0, stem.length() - (stem.endsWith("xes") || stem.endsWith("ches") ? 2 : 1));
        }
        if (stem.length() > 5 && stem.endsWith("ing")) {
            stem = stem.substring(0, stem.length() - 3);
        } else if (stem.length() > 4 && (stem.endsWith("ed") || stem.endsWith("ly"))) {
            stem = stem.substring(0, stem.length() - 2);
        }
        int length = stem.length();
        boolean doubled = length > 3 && stem.charAt(length - 1) == stem.charAt(length - 2);
        if (doubled && "bdgmnprt".indexOf(stem.charAt(length - 1)) >= 0) {
            stem = stem.substring(0, length - 1);
        }
        return stem.length() > 3 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }
}
