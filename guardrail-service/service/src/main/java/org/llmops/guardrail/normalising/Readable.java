package org.llmops.guardrail.normalising;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells text from noise: what comes out of decoding is mostly the latter. */
final class Readable {
    private static final int MIN_LENGTH = 4;

    /** Below this the letters follow each other as nobody writes them. */
    private static final double LEAST_USUAL = -3.7;

    /** So many random bytes are not all ASCII by chance. */
    private static final int MIN_CERTAIN = 16;

    /** So many bytes may be missing of a character that was cut off at either end. */
    private static final int MAX_CUT = 3;

    /** Bytes below it, being negative, go on with a character; negative ones from there on begin one. */
    private static final byte FIRST_LEADING = (byte) 0xC0;

    private Readable() {}

    /** The text that these bytes are in UTF-8, or null if they are not text. */
    static @Nullable String text(byte[] bytes, int length) {
        if (length < MIN_LENGTH) {
            return null;
        }
        boolean ascii = true;
        for (int index = 0; index < length; index++) {
            if (!mayBeText(bytes[index])) {
                return null;
            }
            ascii &= bytes[index] >= 0;
        }
        if (!ascii && isBroken(bytes, length)) {
            return null;
        }
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        int from = 0;
        int to = text.length();
        while (from < to && from < MAX_CUT && text.charAt(from) == '\uFFFD') {
            from++;
        }
        while (to > from && text.length() - to < MAX_CUT && text.charAt(to - 1) == '\uFFFD') {
            to--;
        }
        String whole = text.substring(from, to);
        return ascii && length >= MIN_CERTAIN || isText(whole) ? whole : null;
    }

    /** Whether a character is incomplete that was not cut off at either end, as in nearly all that is noise. */
    private static boolean isBroken(byte[] bytes, int length) {
        int from = 0;
        while (from < length && bytes[from] < 0) {
            from++;
        }
        int due = 0;
        boolean broken = false;
        for (int index = from; index < length; index++) {
            byte value = bytes[index];
            boolean follows = value < FIRST_LEADING;
            broken |= follows ? due == 0 : due > 0;
            if (broken && value >= 0) {
                return true;
            }
            due = follows ? due - 1 : value >= 0 ? 0 : Integer.numberOfLeadingZeros(~value << 24) - 1;
        }
        return false;
    }

    /** Whether a byte may be part of a text in UTF-8. */
    static boolean mayBeText(byte value) {
        return value < 0 || value >= ' ' && value < 0x7F || value == '\n' || value == '\t' || value == '\r';
    }

    static boolean isText(String text) {
        int latin = 0;
        int letters = 0;
        int other = 0;
        int signs = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            if (LetterPairs.number((char) Math.min(codePoint, 0xFFFF)) != 0) {
                latin++;
            } else if (Character.isLetter(codePoint) || Marks.isMark(codePoint)) {
                letters++;
            } else if (codePoint == '\uFFFD' || !Character.isDefined(codePoint)) {
                other++;
            } else if (!Character.isDigit(codePoint) && !Character.isWhitespace(codePoint)) {
                signs++;
            }
        }
        int all = latin + letters;
        return text.length() >= MIN_LENGTH
                && other == 0
                && all >= MIN_LENGTH
                && signs <= all
                && (latin < letters || LetterPairs.usual(text) >= LEAST_USUAL);
    }
}
