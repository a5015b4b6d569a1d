package org.llmops.guardrail.answers;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.llmops.guardrail.detecting.CodePoint;

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

    /** How many half words of a prompt have to be repeated, by shingle. */
    private final Map<Long, Integer> needs = new HashMap<>();

    private final Set<Long> vocabulary = new HashSet<>();

    /**
     * @param secrets what may not be repeated
     * @param open what everybody may say, even if it stands in a secret
     * @param minWords so many words in a row are a leak
     */
    ProtectedText(Collection<String> secrets, Collection<String> open, int minWords) {
        for (String secret : secrets) {
            int[] length = {0};
            words(secret, word -> length[0] += word.halves());
            int needed = Math.min(2 * minWords, Math.max(2 * MIN_PROMPT, length[0]));
            shingles(secret, shingle -> needs.merge(shingle, needed, Math::min));
            words(secret, word -> vocabulary.add(word.hash()));
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

    /** How many half words in a row are a leak, if these words stand in a secret; 0 if they do not. */
    int needed(long shingle) {
        return needs.getOrDefault(shingle, 0);
    }

    /**
     * A word of a text.
     *
     * @param start of its first {@code char}
     * @param halves two; one for a character of a script without spaces
     * @param telling whether it is long enough to mean something
     */
    record Word(long hash, int start, int end, int halves, boolean telling) {}

    /** Takes words in their order. */
    @FunctionalInterface
    interface Words {
        void accept(Word word);
    }

    /** Takes hashes of words in a row. */
    @FunctionalInterface
    interface Shingles {
        void accept(long shingle);
    }

    static void words(String text, Words words) {
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            int after = index + Character.charCount(codePoint);
            if (!CodePoint.isAlphanumeric(codePoint)) {
                index = after;
                continue;
            }
            if (CodePoint.isUnspaced(codePoint)) {
                words.accept(new Word(mix(codePoint), index, after, 1, true));
                index = after;
                continue;
            }
            long hash = 0;
            int start = index;
            int length = 0;
            while (index < text.length()) {
                int letter = text.codePointAt(index);
                if (!CodePoint.isAlphanumeric(letter) || CodePoint.isUnspaced(letter)) {
                    break;
                }
                hash = mix(hash * 31 + Character.toLowerCase(Character.toUpperCase(letter)));
                index += Character.charCount(letter);
                length++;
            }
            words.accept(new Word(hash, start, index, 2, length >= 4));
        }
    }

    private static void shingles(String text, Shingles shingles) {
        Deque<Long> last = new ArrayDeque<>();
        int[] count = {0};
        words(text, word -> {
            if (count[0]++ >= MAX_WORDS) {
                return;
            }
            last.addLast(word.hash());
            if (last.size() > SHINGLE) {
                last.removeFirst();
            }
            if (last.size() == SHINGLE) {
                shingles.accept(join(last));
            }
        });
    }

    static long join(Iterable<Long> hashes) {
        long joined = 17;
        for (long hash : hashes) {
            joined = mix(joined * 31 + hash);
        }
        return joined;
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return mixed ^ mixed >>> 32;
    }
}
