package org.llmops.guardrail.normalising;

/**
 * Which ASCII characters a text has, and whether it has any others: enough to tell most texts from those that are worth a
 * closer look.
 *
 * @param low a bit for each character up to {@code '?'}
 * @param high a bit for each from {@code '@'} on
 */
public record Signs(long low, long high, boolean beyondAscii) {
    static final int ASCII = 0x80;

    public static Signs of(String text) {
        long low = 0;
        long high = 0;
        boolean beyond = false;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            long bit = 1L << character;
            if (character < 0x40) {
                low |= bit;
            } else if (character < ASCII) {
                high |= bit;
            } else {
                beyond = true;
            }
        }
        return new Signs(low, high, beyond);
    }

    /** Whether this ASCII character is among them. */
    public boolean have(char character) {
        return ((character < 0x40 ? low : high) >>> character & 1) != 0;
    }

    /** Whether it has one of the ASCII characters of the other. */
    public boolean haveAnyOf(Signs others) {
        return (low & others.low | high & others.high) != 0;
    }
}
