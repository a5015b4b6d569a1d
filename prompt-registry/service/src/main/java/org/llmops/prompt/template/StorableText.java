package org.llmops.prompt.template;

import org.llmops.platform.json.SurrogatePairs;

/** Tells text from what PostgreSQL or UTF-8 cannot hold: the character U+0000 and halves of surrogate pairs. */
public final class StorableText {
    private StorableText() {}

    /** @return the index of the first character that cannot be stored, or -1 */
    public static int firstFault(String text) {
        int half = SurrogatePairs.firstHalf(text);
        int nul = text.indexOf('\0');
        return half < 0 || nul < 0 ? Math.max(half, nul) : Math.min(half, nul);
    }

    public static boolean isStorable(String text) {
        return firstFault(text) < 0;
    }
}
