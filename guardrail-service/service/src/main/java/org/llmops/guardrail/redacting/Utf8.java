package org.llmops.guardrail.redacting;

/** How many bytes text has in UTF-8, without encoding it; half a surrogate pair counts as the question mark it turns into. */
final class Utf8 {
    private Utf8() {}

    static long length(String text) {
        long bytes = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            bytes += length(codePoint);
            index += Character.charCount(codePoint);
        }
        return bytes;
    }

    static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        if (codePoint < 0x800) {
            return 2;
        }
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        if (codePoint < 0x10000) {
            return surrogate ? 1 : 3;
        }
        return 4;
    }
}
