package org.llmops.guardrail.injection;

/** Tells of most places by three letters that no phrase begins there; what is let through may be none either. */
final class Beginnings {
    /** So many letters are looked at. */
    static final int LENGTH = 3;

    private static final int BITS = 5;
    private static final int KINDS = 1 << BITS;
    private static final int ALL = (1 << LENGTH * BITS) - 1;
    private static final int LETTERS = 26;

    /** Each small letter is of a kind of its own, the other signs share the rest. */
    private static final byte[] ASCII = new byte[0x80];

    static {
        for (char sign = 0; sign < ASCII.length; sign++) {
            char small = sign >= 'A' && sign <= 'Z' ? (char) (sign | 0x20) : sign;
            boolean letter = small >= 'a' && small <= 'z';
            ASCII[sign] = (byte) (letter ? small - 'a' : LETTERS + sign % (KINDS - LETTERS));
        }
    }

    private final long[] known = new long[(ALL + 1) / Long.SIZE];

    /** @param phrase with shorter ones anything may follow */
    void add(String phrase) {
        add(0, phrase, 0);
    }

    private void add(int key, String phrase, int length) {
        if (length == LENGTH) {
            known[key / Long.SIZE] |= 1L << key;
        } else if (length < phrase.length()) {
            add(then(key, phrase.charAt(length)), phrase, length + 1);
        } else {
            for (int kind = 0; kind < KINDS; kind++) {
                add(key << BITS | kind, phrase, length + 1);
            }
        }
    }

    /** What the last letters are, one more of which is this; it is 0 where nothing was read. */
    static int then(int key, char letter) {
        return key << BITS & ALL | (letter < ASCII.length ? ASCII[letter] : KINDS - 1);
    }

    /** @param key of the first three letters, whatever their case */
    boolean has(int key) {
        return (known[key / Long.SIZE] >>> key & 1) == 1;
    }
}
