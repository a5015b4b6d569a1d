package org.llmops.platform.json;

/** Halves of surrogate pairs: JSON can write one that stands alone, but it is no character, and UTF-8 has no bytes for it. */
public final class SurrogatePairs {
    private SurrogatePairs() {}

    /** At which {@code char} the first half of a pair stands alone, or -1. */
    public static int firstHalf(String text) {
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (!Character.isSurrogate(unit)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(unit)
                    && index + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(index + 1));
            if (!pair) {
                return index;
            }
            index++;
        }
        return -1;
    }
}
