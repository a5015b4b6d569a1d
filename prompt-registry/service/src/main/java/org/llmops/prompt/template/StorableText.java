package org.llmops.prompt.template;

/** Tells text from what PostgreSQL or UTF-8 cannot hold: the character U+0000 and halves of surrogate pairs. */
public final class StorableText {
    private StorableText() {}

    /** @return the index of the first character that cannot be stored, or -1 */
    public static int firstFault(String text) {
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            if (codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE) {
                return at;
            }
            at += Character.charCount(codePoint);
        }
        return -1;
    }

    public static boolean isStorable(String text) {
        return firstFault(text) < 0;
    }
}
