package org.llmops.guardrail.normalising;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Decodes base64, with either alphabet and with or without padding. */
final class Base64Runs {
    static final int MIN_RUN = 12;

    /** At the edge of a passage a run may have begun in the one before, out of step. */
    private static final int MIN_CUT_RUN = 32;

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
            String run = text.substring(from, to);
            String decoded = decode(run, from == 0 && run.length() >= MIN_CUT_RUN);
            if (decoded != null) {
                pieces.add("base64", source.whole(decoded, from, to));
            }
            from = to;
        }
    }

    private static @Nullable String decode(String run, boolean mayBeCut) {
        for (int skip = 0; skip < (mayBeCut ? 4 : 1); skip++) {
            String decoded = decode(run.substring(skip));
            if (decoded != null) {
                return decoded;
            }
        }
        return null;
    }

    private static @Nullable String decode(String run) {
        String digits = run.replace('-', '+').replace('_', '/');
        int usable = digits.length() % 4 == 1 ? digits.length() - 1 : digits.length();
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(digits.substring(0, usable));
        } catch (IllegalArgumentException _) {
            // Bits left over in the last digit: no base64.
            return null;
        }
        return Readable.text(bytes, bytes.length);
    }

    private static boolean isDigit(char character) {
        return LetterPairs.number(character) != 0
                || character >= '0' && character <= '9'
                || character == '+'
                || character == '/'
                || character == '-'
                || character == '_';
    }
}
