package org.llmops.guardrail.pii;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/** Tells whether the words around a number call it a phone number; {@code phone-words.txt} holds them. */
final class PhoneWords {
    /** How far before a number its words are looked for, in code points. */
    static final int BEFORE = 64;

    /** How far behind a number all is that tells whether a word names it. */
    static final int BEHIND = 16;

    private static final String RESOURCE = "phone-words.txt";
    private static final int LONGEST_PHRASE = 3;
    private static final int MOST_BETWEEN = 6;
    private static final int LONGEST_UNSPACED = 5;
    private static final PhoneWords ALL = read();

    /** What a phrase may be to a number, as the file calls it, or that it is the last word of phrases that have several. */
    private enum Kind {
        NOUN,
        VERB,
        LEAD,
        BETWEEN,
        BEHIND,
        ENDS_LONGER;

        boolean isAmong(int kinds) {
            return (kinds >> ordinal() & 1) == 1;
        }
    }

    /** A bit for each kind that a phrase is of. */
    private final Map<String, Integer> kinds = new HashMap<>();

    /** A bit for each three letters that words of phrases begin with, as {@link FoldedLine} numbers them; 0 behind the end. */
    private final long[] beginnings = new long[1 << 3 * FoldedLine.LETTER_BITS - 6];

    private PhoneWords() {}

    static PhoneWords all() {
        return ALL;
    }

    /** How sure the words before a place are of a phone number that begins there. */
    enum Hint {
        NONE,
        /** Somebody is called. */
        CALL,
        /** The number is named, or somebody is called "on" or "at" it. */
        NAME
    }

    /** What is said before a number; looks back {@link #BEFORE}. */
    Hint before(GrowingText text, int start) {
        int from = Math.max(0, start - BEFORE);
        // The first word may be the rest of a longer one.
        while (from > 0 && from < start && CodePoint.isWord(text.at(from - 1))) {
            from++;
        }
        if (!maySayAnything(text, from, start)) {
            return Hint.NONE;
        }
        WordsBefore words = new WordsBefore(text, from, start);
        if (words.endUnspaced() && endsUnspaced(fold(text, from, start))) {
            return Hint.NAME;
        }
        boolean led = false;
        for (int back = 0; back <= MOST_BETWEEN; back++) {
            String word = words.word(back);
            if (word == null) {
                return Hint.NONE;
            }
            int said = kinds(word, words, back);
            if (Kind.NOUN.isAmong(said)) {
                return Hint.NAME;
            }
            if (Kind.VERB.isAmong(said)) {
                return led ? Hint.NAME : Hint.CALL;
            }
            boolean leads = Kind.LEAD.isAmong(said);
            if (!leads && !Kind.BETWEEN.isAmong(said) && !isNumber(word)) {
                return Hint.NONE;
            }
            led |= leads;
        }
        return Hint.NONE;
    }

    /** Of most words their first letters tell that they are not said before a phone number. */
    private boolean maySayAnything(GrowingText text, int from, int to) {
        int end = WordsBefore.end(text, from, to);
        if (end == from) {
            return false;
        }
        int start = WordsBefore.start(text, from, end);
        int first = FoldedLine.letter(text.at(start));
        int second = start + 1 < end ? FoldedLine.letter(text.at(start + 1)) : 0;
        int third = start + 2 < end ? FoldedLine.letter(text.at(start + 2)) : 0;
        int number = FoldedLine.number(first, second, third);
        return first == 0 || first == FoldedLine.DIGIT || (beginnings[number >> 6] >>> number & 1) != 0;
    }

    /**
     * Whether a word right behind a number names it, and nothing else: what goes on is about something else, such as so many
     * office chairs. Looks {@link #BEHIND} ahead.
     */
    boolean behind(GrowingText text, int end) {
        int start = end;
        while (start < end + 3 && isLink(text.at(start))) {
            start++;
        }
        int wordEnd = start;
        while (wordEnd < end + BEHIND - 2 && CodePoint.isWord(text.at(wordEnd))) {
            wordEnd++;
        }
        boolean goesOn = text.at(wordEnd) == ' ' && CodePoint.isWord(text.at(wordEnd + 1));
        return wordEnd > start && !goesOn && is(Kind.BEHIND, fold(text, start, wordEnd));
    }

    private static boolean isLink(int codePoint) {
        return codePoint == ' ' || codePoint == '-' || codePoint == '(' || codePoint == ',';
    }

    /** Of which kinds the phrases are that end with a word. */
    private int kinds(String word, WordsBefore words, int back) {
        boolean counted = word.length() > 1 && Character.isDigit(word.charAt(word.length() - 1));
        String phrase = counted ? word.substring(0, word.length() - 1) : word;
        int all = kinds.getOrDefault(phrase, 0);
        for (int length = 1; Kind.ENDS_LONGER.isAmong(all) && length < LONGEST_PHRASE; length++) {
            String before = words.word(back + length);
            if (before == null) {
                break;
            }
            phrase = before + " " + phrase;
            all |= kinds.getOrDefault(phrase, 0);
        }
        return all;
    }

    /** In scripts without spaces, a name ends right before the number, or before one or two characters such as 是. */
    private boolean endsUnspaced(String line) {
        String end = line.strip();
        if (end.isEmpty() || !CodePoint.isUnspaced(end.codePointBefore(end.length()))) {
            return false;
        }
        for (int rest = 0; rest <= LONGEST_UNSPACED && rest < end.length(); rest++) {
            String head = end.substring(0, end.length() - rest).strip();
            boolean between = rest == 0 || is(Kind.BETWEEN, end.substring(end.length() - rest)) || rest <= 2;
            for (int length = 2; between && length <= Math.min(head.length(), 10); length++) {
                if (is(Kind.NOUN, head.substring(head.length() - length))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isNumber(String word) {
        for (int index = 0; index < word.length(); index++) {
            if (!Character.isDigit(word.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private boolean is(Kind kind, String phrase) {
        return kind.isAmong(kinds.getOrDefault(phrase, 0));
    }

    private static String fold(GrowingText text, int from, int to) {
        FoldedLine line = new FoldedLine();
        for (int position = from; position < to; position++) {
            line.add(text.at(position));
        }
        return line.toString().strip();
    }

    private static String fold(String phrase) {
        FoldedLine line = new FoldedLine();
        phrase.codePoints().forEach(line::add);
        return line.toString().strip();
    }

    private static PhoneWords read() {
        try (InputStream file = Objects.requireNonNull(PhoneWords.class.getResourceAsStream(RESOURCE))) {
            PhoneWords words = new PhoneWords();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(words::take);
            return words;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void take(String line) {
        String[] parts = line.split(" ", 2);
        Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
        for (String phrase : parts[1].split(",", -1)) {
            String folded = fold(phrase);
            add(folded, kind);
            if (folded.indexOf(' ') >= 0) {
                add(folded.substring(folded.lastIndexOf(' ') + 1), Kind.ENDS_LONGER);
            }
        }
    }

    private void add(String phrase, Kind kind) {
        kinds.merge(phrase, 1 << kind.ordinal(), (one, other) -> one | other);
        addBeginning(phrase);
        // As the first of several.
        addBeginning(phrase + "1");
    }

    private void addBeginning(String phrase) {
        int[] letters =
                Arrays.copyOf(phrase.codePoints().map(FoldedLine::letter).toArray(), 3);
        int number = FoldedLine.number(letters[0], letters[1], letters[2]);
        beginnings[number >> 6] |= 1L << number;
    }
}
