package org.llmops.router.body;

/**
 * Halves of surrogate pairs in JSON's strings, written as an escape or in bytes that are not quite UTF-8. Each recipient
 * makes something else of them, so that what was screened and what a model reads would not be the same.
 */
final class HalfPairs {
    private static final int HIGH = 0xD800;
    private static final int LOW = 0xDC00;
    private static final int BEHIND = 0xE000;
    private static final int ESCAPE = 6;
    private static final int NONE = -1;

    private HalfPairs() {}

    /** Whether a string that is valid JSON otherwise holds one. */
    static boolean isAnyIn(byte[] bytes, Span string) {
        int at = string.start();
        while (at < string.end()) {
            if (bytes[at] == (byte) 0xED && at + 1 < string.end() && (bytes[at + 1] & 0xE0) == 0xA0) {
                return true;
            }
            if (bytes[at] != '\\') {
                at++;
                continue;
            }
            int unit = unit(bytes, at, string.end());
            if (unit < HIGH || unit >= BEHIND) {
                at += 2;
                continue;
            }
            int next = unit(bytes, at + ESCAPE, string.end());
            if (unit >= LOW || next < LOW || next >= BEHIND) {
                return true;
            }
            at += 2 * ESCAPE;
        }
        return false;
    }

    /** The UTF-16 unit of the escape that stands there, if one does. */
    private static int unit(byte[] bytes, int at, int end) {
        if (at + ESCAPE > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return NONE;
        }
        int unit = 0;
        for (int index = at + 2; index < at + ESCAPE; index++) {
            unit = unit << 4 | Character.digit(bytes[index], 16);
        }
        return unit;
    }
}
