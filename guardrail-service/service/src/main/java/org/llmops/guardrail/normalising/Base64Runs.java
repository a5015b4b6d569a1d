package org.llmops.guardrail.normalising;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decodes base64, with either alphabet and with or without padding. */
final class Base64Runs {
    static final int MIN_RUN = 12;

    /** At the edge of a passage a run may have begun in the one before, out of step. */
    private static final int MIN_CUT_RUN = 32;

    /** A digit stands for so many. */
    private static final int BITS = 6;

    /** What each ASCII character stands for, below 0 for those that are no digits. */
    private static final byte[] VALUES = new byte[0x80];

    static {
        Arrays.fill(VALUES, (byte) -1);
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        String digits = letters + letters.toLowerCase(Locale.ROOT) + "0123456789+/";
        for (byte value = 0; value < digits.length(); value++) {
            VALUES[digits.charAt(value)] = value;
        }
        VALUES['-'] = VALUES['+'];
        VALUES['_'] = VALUES['/'];
    }

    private Base64Runs() {}

    static void decode(Mapped source, Decoding.Pieces pieces) {
        String text = source.text();
        int from = 0;
        while (from + MIN_RUN <= text.length() && !pieces.areFull()) {
            // Looked at from its end, a stretch that is too short for a run is mostly passed over at once.
            int gap = from + MIN_RUN - 1;
            while (gap >= from && isDigit(text.charAt(gap))) {
                gap--;
            }
            if (gap >= from) {
                from = gap + 1;
                continue;
            }
            int to = from + MIN_RUN;
            while (to < text.length() && isDigit(text.charAt(to))) {
                to++;
            }
            String decoded = decode(text, from, to);
            if (decoded != null) {
                pieces.add("base64", source.whole(decoded, from, to));
            }
            from = to;
        }
    }

    private static @Nullable String decode(String text, int from, int to) {
        boolean mayBeCut = from == 0 && to - from >= MIN_CUT_RUN;
        for (int skip = 0; skip < (mayBeCut ? 4 : 1); skip++) {
            byte[] bytes = bytes(text, from + skip, to);
            String decoded = bytes == null ? null : Readable.text(bytes, bytes.length);
            if (decoded != null) {
                return decoded;
            }
        }
        return null;
    }

    /** What the digits stand for, or null where that is no text. A single digit at the end is one too many. */
    private static byte @Nullable [] bytes(String text, int from, int to) {
        byte[] bytes = new byte[(to - from) * BITS / Byte.SIZE];
        int held = 0;
        int bits = 0;
        int next = from;
        for (int count = 0; count < bytes.length; ) {
            held = held << BITS | VALUES[text.charAt(next++)];
            bits += BITS;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                byte value = (byte) (held >>> bits);
                if (!Readable.mayBeText(value)) {
                    return null;
                }
                bytes[count++] = value;
            }
        }
        return bytes;
    }

    private static boolean isDigit(char character) {
        return character < VALUES.length && VALUES[character] >= 0;
    }
}
