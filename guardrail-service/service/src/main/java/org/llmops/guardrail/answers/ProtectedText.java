package org.llmops.guardrail.answers;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.PassageWords;

/**
 * Texts that nobody may repeat at length, as hashes of each {@value #SHINGLE} words in a row. A script without spaces
 * counts its characters, at half a word each.
 */
final class ProtectedText {
    static final int SHINGLE = 4;

    /** What lies behind so many words is not protected. */
    static final int MAX_WORDS = 50_000;

    /** A prompt of fewer words says nothing worth keeping. */
    private static final int MIN_PROMPT = 6;

    private static final int MIN_TELLING = 4;

    private static final int NO_LETTER = 0;

    /** The letters and digits of ASCII, without their case. */
    private static final char[] ASCII = new char[0x80];

    static {
        for (char character = 0; character < ASCII.length; character++) {
            ASCII[character] = (char) (CodePoint.isAlphanumeric(character) ? CodePoint.fold(character) : NO_LETTER);
        }
    }

    /** How many half words of a prompt have to be repeated, by shingle. */
    private final Map<Long, Integer> needs = new HashMap<>();

    private final Hashes vocabulary = new Hashes();

    /**
     * @param secrets what may not be repeated
     * @param open what everybody may say, even if it stands in a secret
     * @param minWords so many words in a row are a leak
     */
    ProtectedText(Collection<String> secrets, Collection<String> open, int minWords) {
        for (String secret : secrets) {
            int[] length = {0};
            words(secret, (hash, start, end, halves, telling) -> length[0] += halves);
            int needed = Math.min(2 * minWords, Math.max(2 * MIN_PROMPT, length[0]));
            shingles(secret, shingle -> needs.merge(shingle, needed, Math::min));
            words(secret, (hash, start, end, halves, telling) -> vocabulary.add(hash));
        }
        if (!needs.isEmpty()) {
            open.forEach(text -> shingles(text, needs::remove));
        }
    }

    boolean isEmpty() {
        return needs.isEmpty();
    }

    boolean hasWord(long hash) {
        return vocabulary.contains(hash);
    }

    /** The same in a look, and sometimes of words that stand in none. */
    boolean mayHaveWord(long hash) {
        return vocabulary.mayContain(hash);
    }

    /** How many half words in a row are a leak, if these words stand in a secret; 0 if they do not. */
    int needed(long shingle) {
        return needs.getOrDefault(shingle, 0);
    }

    /** Takes words in their order. */
    @FunctionalInterface
    interface Words {
        /**
         * Takes a word of a text.
         *
         * @param start of its first {@code char}
         * @param halves two; one for a character of a script without spaces
         * @param telling whether it is long enough to mean something
         */
        void accept(long hash, int start, int end, int halves, boolean telling);
    }

    /** Takes hashes of words in a row. */
    @FunctionalInterface
    interface Shingles {
        void accept(long shingle);
    }

    static void words(String text, Words words) {
        int[] letters = new int[text.length()];
        int index = 0;
        while (index < text.length()) {
            int start = index;
            int letter = letter(text, index);
            if (letter <= 0) {
                index += width(text, index);
                if (letter != NO_LETTER) {
                    letters[0] = -letter;
                    words.accept(PassageWords.hash(letters, 1), start, index, 1, true);
                }
                continue;
            }
            int length = 0;
            while (letter > 0) {
                letters[length++] = letter;
                index += width(text, index);
                letter = index < text.length() ? letter(text, index) : NO_LETTER;
            }
            words.accept(PassageWords.hash(letters, length), start, index, 2, tells(length));
        }
    }

    /** Whether a word of so many letters means something. */
    static boolean tells(int length) {
        return length >= MIN_TELLING;
    }

    /** Of a word, without its case; below 0 that of a script without spaces, or {@link #NO_LETTER}. */
    private static int letter(String text, int index) {
        char character = text.charAt(index);
        if (character < ASCII.length) {
            return ASCII[character];
        }
        int codePoint = text.codePointAt(index);
        if (!CodePoint.isAlphanumeric(codePoint)) {
            return NO_LETTER;
        }
        return CodePoint.isUnspaced(codePoint) ? -codePoint : CodePoint.fold(codePoint);
    }

    private static int width(String text, int index) {
        return text.charAt(index) < ASCII.length ? 1 : Character.charCount(text.codePointAt(index));
    }

    private static void shingles(String text, Shingles shingles) {
        long[] last = new long[SHINGLE];
        int[] count = {0};
        words(text, (hash, start, end, halves, telling) -> {
            if (count[0] >= MAX_WORDS) {
                return;
            }
            last[count[0]++ % SHINGLE] = hash;
            if (count[0] >= SHINGLE) {
                shingles.accept(join(last, count[0]));
            }
        });
    }

    /**
     * The hash of words in a row.
     *
     * @param last their hashes, each at its number modulo {@link #SHINGLE}
     * @param count how many words there were up to the last of them
     */
    static long join(long[] last, int count) {
        long joined = 17;
        for (int word = count; word < count + SHINGLE; word++) {
            joined = mix(joined * 31 + last[word % SHINGLE]);
        }
        return joined;
    }

    /** A set of hashes that is asked about every word of a text. */
    private static final class Hashes {
        private static final long FREE = 0;

        private long[] slots = new long[64];
        private int count;

        void add(long hash) {
            int slot = slot(hash);
            if (slots[slot] == FREE && hash != FREE) {
                slots[slot] = hash;
                if (++count > slots.length / 4) {
                    long[] all = slots;
                    slots = new long[all.length * 2];
                    count = 0;
                    Arrays.stream(all).filter(each -> each != FREE).forEach(this::add);
                }
            }
        }

        boolean contains(long hash) {
            return slots[slot(hash)] != FREE;
        }

        boolean mayContain(long hash) {
            return slots[(int) hash & slots.length - 1] != FREE;
        }

        /** Where a hash is, or would be. */
        private int slot(long hash) {
            int slot = (int) hash & slots.length - 1;
            while (slots[slot] != FREE && slots[slot] != hash) {
                slot = slot + 1 & slots.length - 1;
            }
            return slot;
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }
}
