package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * Words and phrases, found in one pass whatever their number and whatever their case. A space stands for up to
 * {@value #MAX_SPACES} spaces, tabs and line ends; where matches overlap, the one that begins first counts, then the
 * longest.
 */
public final class Phrases {
    /** A phrase has at most so many code points. */
    public static final int MAX_LENGTH = 200;

    static final int MAX_SPACES = 8;

    private static final int ASCII = 128;
    private static final int NEXT_LINE = 0x85;

    /** A phrase may begin with it. */
    private static final byte BEGINS = 1;

    /** Where whole words count, no phrase begins with it behind another one of these. */
    private static final byte IN_WORD = 2;

    private final List<String> phrases;
    private final boolean wholeWords;
    private final Automaton automaton;
    private final int[] lengths;
    private final int longest;
    private final List<String> words;

    /** Of each ASCII character, {@link #BEGINS} and {@link #IN_WORD}. */
    private final byte[] places = new byte[ASCII];

    private Phrases(List<String> phrases, boolean wholeWords) {
        this.phrases = List.copyOf(phrases);
        this.wholeWords = wholeWords;
        List<int[]> folded = phrases.stream().map(Phrases::fold).toList();
        this.lengths = folded.stream().mapToInt(word -> word.length).toArray();
        this.longest = Arrays.stream(lengths).max().orElse(0);
        for (int length : lengths) {
            if (length == 0 || length > MAX_LENGTH) {
                throw new IllegalArgumentException("A phrase has 1 to " + MAX_LENGTH + " characters, spaces aside");
            }
        }
        this.automaton = new Automaton(folded);
        for (int character = 0; character < ASCII; character++) {
            places[character] =
                    (byte) ((automaton.step(Automaton.ROOT, symbol(character)) == Automaton.ROOT ? 0 : BEGINS)
                            | (wholeWords && CodePoint.isWord(character) ? IN_WORD : 0));
        }
        this.words = folded.stream().map(Phrases::longestWord).toList();
    }

    /** Spaces stand for more or fewer of them, so that only what lies between them is certain. */
    private static String longestWord(int[] symbols) {
        return Arrays.stream(new String(symbols, 0, symbols.length).split(" ", -1))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    /**
     * Found only where words begin and end; in scripts that are written without spaces, everywhere. A phrase that begins
     * or ends with a sign, such as {@code C++}, has no boundary there.
     */
    public static Phrases wholeWords(List<String> phrases) {
        return new Phrases(phrases, true);
    }

    /** Found inside words too. */
    public static Phrases anywhere(List<String> phrases) {
        return new Phrases(phrases, false);
    }

    /** Whether a phrase consists of 1 to {@value #MAX_LENGTH} code points, counted as they are matched. */
    public static boolean fits(String phrase) {
        int length = fold(phrase).length;
        return length > 0 && length <= MAX_LENGTH;
    }

    /** A word of each phrase, without which it is in no text. */
    public List<String> words() {
        return words;
    }

    /** Searches a text as it grows; the search keeps the place. */
    public Search search() {
        return new Search(this);
    }

    /** Searches a text that is all there; positions are those of its {@code char}s. */
    public void find(String text, Found found) {
        if (mayHold(text)) {
            search(text, found);
        }
    }

    void search(String text, Found found) {
        PhraseSearch search = new PhraseSearch(this, found);
        int index = search.skip(text, 0);
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            int end = index + Character.charCount(codePoint);
            int next = end < text.length() ? text.codePointAt(end) : GrowingText.EDGE;
            search.take(codePoint, next, index, end);
            index = search.skip(text, end);
        }
        search.finish();
    }

    /** Whether the symbols of a phrase follow each other somewhere; most texts are done with when none do. */
    private boolean mayHold(String text) {
        return follow(text, automaton, ending -> true);
    }

    /** Follows the symbols of a text until an ending is enough; whether one was. */
    static boolean follow(String text, Automaton automaton, IntPredicate enough) {
        int state = Automaton.ROOT;
        int previous = 0;
        int spaces = 1;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.charAt(index++);
            if (codePoint >= ASCII) {
                codePoint = text.codePointAt(index - 1);
                index += Character.charCount(codePoint) - 1;
            }
            int symbol = symbol(codePoint);
            // Asked in one comparison that nearly always fails, since nobody can tell beforehand where words end.
            boolean again = (symbol ^ ' ' | previous ^ ' ') == 0;
            previous = symbol;
            if (again) {
                state = ++spaces > MAX_SPACES ? Automaton.ROOT : state;
                continue;
            }
            spaces = 1;
            state = automaton.step(state, symbol);
            int ending = automaton.firstEnding(state);
            if (ending != Automaton.NONE && enough.test(ending)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a phrase may be found in a text that is not there in another one; certainly not, if it says so.
     *
     * @param other the same but for characters in whose place the text has letters of the same length
     */
    public boolean mayHoldMore(String text, String other) {
        int state = Automaton.ROOT;
        int otherState = Automaton.ROOT;
        int spaces = 0;
        int length = 1;
        for (int index = 0; index < text.length(); index += length) {
            int codePoint = text.charAt(index);
            int otherCodePoint = other.charAt(index);
            length = 1;
            if (Character.isHighSurrogate((char) codePoint)) {
                codePoint = text.codePointAt(index);
                otherCodePoint = codePoint;
                length = Character.charCount(codePoint);
            }
            int symbol = symbol(codePoint);
            spaces = symbol == ' ' ? spaces + 1 : 0;
            if (spaces > 1) {
                state = spaces > MAX_SPACES ? Automaton.ROOT : state;
                otherState = spaces > MAX_SPACES ? Automaton.ROOT : otherState;
                continue;
            }
            boolean alike = state == otherState && codePoint == otherCodePoint;
            state = automaton.step(state, symbol);
            otherState = alike ? state : automaton.step(otherState, symbol(otherCodePoint));
            // In the same state, the same has been read in both, of all that a phrase may be made of.
            if (state != otherState && automaton.firstEnding(state) != Automaton.NONE) {
                return true;
            }
        }
        return false;
    }

    /** Whether a phrase may begin with this code point; certainly not, if it says so. */
    boolean mayBegin(int codePoint, boolean inWord) {
        return codePoint >= ASCII || (places[codePoint] & (inWord ? BEGINS | IN_WORD : BEGINS)) == BEGINS;
    }

    /** Whether the ASCII character behind this one is inside of a word if it belongs to one. */
    boolean isInWord(int character) {
        return (places[character] & IN_WORD) != 0;
    }

    String phrase(int index) {
        return phrases.get(index);
    }

    /** How many symbols the longest of them has. */
    int longest() {
        return longest;
    }

    int length(int index) {
        return lengths[index];
    }

    boolean wholeWords() {
        return wholeWords;
    }

    Automaton automaton() {
        return automaton;
    }

    /** Its symbols, with one space where there are more, and none around it. */
    static int[] fold(String phrase) {
        List<Integer> folded = new ArrayList<>();
        boolean space = false;
        for (int symbol : phrase.codePoints().map(Phrases::symbol).toArray()) {
            if (symbol == ' ') {
                space = !folded.isEmpty();
                continue;
            }
            if (space) {
                folded.add((int) ' ');
                space = false;
            }
            folded.add(CodePoint.fold(symbol));
        }
        return folded.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A space for whatever is one, and else the code point itself. */
    static int symbol(int codePoint) {
        if (codePoint < ASCII) {
            return codePoint >= '\t' && codePoint <= '\r' ? ' ' : codePoint;
        }
        return Character.isSpaceChar(codePoint) || codePoint == NEXT_LINE ? ' ' : codePoint;
    }

    /** Takes what was found. */
    @FunctionalInterface
    public interface Found {
        /** @param phrase as it was given, not as it is written in the text */
        void accept(String phrase, int start, int end);
    }

    /** One search of one growing text. */
    public static final class Search {
        private final Phrases phrases;
        private int position;
        private final List<Sighting> sightings = new ArrayList<>();
        private final PhraseSearch search;

        private Search(Phrases phrases) {
            this.phrases = phrases;
            this.search =
                    new PhraseSearch(phrases, (phrase, start, end) -> sightings.add(new Sighting(phrase, start, end)));
        }

        /**
         * Reports what no further text can change, as scanners do; goes on where it stopped.
         *
         * @return the start of the earliest phrase that is still open, or how far the text was read
         */
        public int scan(GrowingText text, Found found) {
            int end = text.end();
            int[] codePoints = text.codePoints(position, end);
            int shift = text.firstKept();
            // Whether a word ends with the last code point, what follows will tell.
            int limit = phrases.wholeWords && !text.isComplete() ? end - 1 : end;
            while (position < limit) {
                int index = search.skip(codePoints, position - shift, limit - shift);
                position = index + shift;
                if (position < limit) {
                    int next = position + 1 < end ? codePoints[index + 1] : text.at(end);
                    search.take(codePoints[index], next, position, ++position);
                }
            }
            if (text.isComplete()) {
                search.finish();
            }
            sightings.forEach(sighting -> found.accept(sighting.phrase, sighting.start, sighting.end));
            sightings.clear();
            return Math.min(position, search.openFrom(position));
        }
    }

    private record Sighting(String phrase, int start, int end) {}
}
