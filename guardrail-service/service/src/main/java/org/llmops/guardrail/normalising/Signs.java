package org.llmops.guardrail.normalising;

/**
 * Which characters a text has: digits and signs of ASCII one by one, its small letters, its capital letters, and anything
 * beyond. Enough to tell most texts from those that are worth a closer look.
 *
 * @param kinds a bit for each
 */
public record Signs(long kinds) {
    static final int ASCII = 0x80;

    private static final long SMALL = 1;
    private static final long CAPITAL = 1 << 1;
    static final long BEYOND = 1 << 2;

    /** Those of ASCII that show nothing but are no end of a line and no tab. */
    private static final long STRAY = 1 << 3;

    private static final int FIRST = 4;

    private static final long[] KINDS = kinds(new long[ASCII]);

    private static long[] kinds(long[] kinds) {
        int next = FIRST;
        for (char character = 0; character < ASCII; character++) {
            if (character >= 'a' && character <= 'z') {
                kinds[character] = SMALL;
            } else if (character >= 'A' && character <= 'Z') {
                kinds[character] = CAPITAL;
            } else {
                kinds[character] = Normaliser.isPlain(character) ? 1L << next++ : STRAY;
            }
        }
        return kinds;
    }

    public static Signs of(String text) {
        long seen = 0;
        for (int index = 0; index < text.length(); index++) {
            seen |= kind(text.charAt(index));
        }
        return new Signs(seen);
    }

    static long kind(char character) {
        return character < ASCII ? KINDS[character] : BEYOND;
    }

    static boolean haveLetters(long kinds) {
        return (kinds & (SMALL | CAPITAL)) != 0;
    }

    /** Whether this digit or sign of ASCII is among them. */
    public boolean have(char sign) {
        return (kinds & KINDS[sign]) != 0;
    }

    /** Whether one of the others is among them. */
    public boolean haveAnyOf(Signs others) {
        return (kinds & others.kinds) != 0;
    }

    public boolean areBeyondAscii() {
        return (kinds & BEYOND) != 0;
    }

    /** Whether some show nothing but are no end of a line and no tab. */
    boolean areStray() {
        return (kinds & STRAY) != 0;
    }
}
