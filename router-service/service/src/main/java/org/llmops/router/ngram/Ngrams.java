package org.llmops.router.ngram;

/**
 * Tells the n-grams of a text as hashes, in one pass and without an object for any of them: words, pairs of words and
 * runs of four characters. Case and the width of blanks make no difference. Trained weights and stored embeddings
 * depend on every hash: another hash is another version of both.
 */
public final class Ngrams {
    private static final long WORD = 0x9E3779B97F4A7C15L;
    private static final long PAIR = 0xD6E8FEB86659FD93L;
    private static final long CHARACTERS = 0xA0761D6478BD642FL;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private final Sink sink;
    private final boolean digitsAlike;
    private long lastFour;
    private int characters;
    private char previous = ' ';
    private long word;
    private boolean inWord;
    private long previousWord;
    private int words;

    private Ngrams(Sink sink, boolean digitsAlike) {
        this.sink = sink;
        this.digitsAlike = digitsAlike;
    }

    /**
     * Tells the n-grams of a part of a text, in their order; returns how many words there were.
     *
     * @param digitsAlike every number counts as the same number
     */
    public static int tell(CharSequence text, int start, int end, boolean digitsAlike, Sink sink) {
        Ngrams ngrams = new Ngrams(sink, digitsAlike);
        ngrams.blank();
        for (int i = start; i < end; i++) {
            ngrams.next(text.charAt(i));
        }
        ngrams.endWord();
        ngrams.blank();
        return ngrams.words;
    }

    private void next(char raw) {
        if (Character.isWhitespace(raw)) {
            endWord();
            if (previous != ' ') {
                blank();
            }
        } else if (Character.isDigit(raw)) {
            digit(raw);
        } else {
            char c = Character.toLowerCase(raw);
            if (!isWordCharacter(c) || Character.isDigit(previous)) {
                endWord();
            }
            grow(c);
            if (!isWordCharacter(c)) {
                endWord();
            }
            character(c);
        }
    }

    private void digit(char raw) {
        boolean goesOn = Character.isDigit(previous);
        if (!goesOn) {
            endWord();
        }
        if (digitsAlike && goesOn) {
            return;
        }
        char c = digitsAlike ? '0' : raw;
        grow(c);
        character(c);
    }

    private static boolean isWordCharacter(char c) {
        return Character.isLetter(c) || c == '\'' || Character.isSurrogate(c);
    }

    private void grow(char c) {
        word = ((inWord ? word : FNV_OFFSET) ^ c) * FNV_PRIME;
        inWord = true;
    }

    private void endWord() {
        if (!inWord) {
            return;
        }
        inWord = false;
        words++;
        sink.ngram(mixed(word ^ WORD));
        if (previousWord != 0) {
            sink.ngram(mixed(previousWord * PAIR + word));
        }
        previousWord = word;
    }

    private void blank() {
        character(' ');
    }

    private void character(char c) {
        previous = c;
        lastFour = lastFour << 16 | c;
        if (++characters >= 4) {
            sink.ngram(mixed(lastFour ^ CHARACTERS));
        }
    }

    /** The finaliser of MurmurHash3 (A. Appleby, public domain): every bit of the input moves every bit of the result. */
    private static int mixed(long bits) {
        long hash = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        return (int) (hash >>> 32);
    }

    /** Takes n-grams one by one. */
    @FunctionalInterface
    public interface Sink {
        void ngram(int hash);
    }
}
