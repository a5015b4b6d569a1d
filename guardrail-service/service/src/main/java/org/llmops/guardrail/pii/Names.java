package org.llmops.guardrail.pii;

import java.text.Normalizer;
import java.util.Locale;

/** Words as they are compared: without case and accents. */
final class Names {
    private Names() {}

    static String folded(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (isAscii(lower)) {
            return lower;
        }
        StringBuilder plain = new StringBuilder(lower.length());
        Normalizer.normalize(lower, Normalizer.Form.NFD)
                .codePoints()
                .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
                .forEach(part -> plain.appendCodePoint(part == '’' ? '\'' : part));
        return plain.toString();
    }

    private static boolean isAscii(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (word.charAt(index) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
