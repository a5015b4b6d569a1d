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

    private static final byte OTHER = 0;
    private static final byte BLANK = 1;
    private static final byte DIGIT = 2;
    private static final byte LETTER = 3;
    /** What most characters are, without asking Unicode. */
    private static final byte[] KINDS = new byte[128];

    static {
        for (char c = 0; c < KINDS.length; c++) {
            KINDS[c] = kindByUnicode(c);
        }
    }

    private final Sink sink;
    private final boolean digitsAlike;
    private long lastFour;
    private int characters;
    private char previous = ' ';
    private boolean previousIsDigit;
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
        switch (kind(raw)) {
            case BLANK -> {
                endWord();
                if (previous != ' ') {
                    blank();
                }
            }
            case DIGIT -> digit(raw);
            case LETTER -> letter(raw < KINDS.length ? lower(raw) : Character.toLowerCase(raw));
            default -> {
                endWord();
                grow(raw);
                endWord();
                character(raw);
            }
        }
    }

    private void letter(char c) {
        if (previousIsDigit) {
            endWord();
        }
        grow(c);
        character(c);
    }

    private void digit(char raw) {
        boolean goesOn = previousIsDigit;
        if (!goesOn) {
            endWord();
        }
        if (digitsAlike && goesOn) {
            return;
        }
        char c = digitsAlike ? '0' : raw;
        grow(c);
        character(c);
        previousIsDigit = true;
    }

    private static byte kind(char c) {
        return c < KINDS.length ? KINDS[c] : kindByUnicode(c);
    }

    private static byte kindByUnicode(char c) {
        if (Character.isWhitespace(c)) {
            return BLANK;
        }
        if (Character.isDigit(c)) {
            return DIGIT;
        }
        return Character.isLetter(c) || c == '\'' || Character.isSurrogate(c) ? LETTER : OTHER;
    }

    private static char lower(char ascii) {
        return ascii >= 'A' && ascii <= 'Z' ? (char) (ascii + ('a' - 'A')) : ascii;
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
        previousIsDigit = false;
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
