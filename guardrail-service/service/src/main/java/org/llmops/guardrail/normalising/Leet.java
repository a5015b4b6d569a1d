package org.llmops.guardrail.normalising;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Set;

/** Reads letters where digits and signs stand for them, closes up spaced-out words and shortens stretched letters. */
final class Leet {
    /** So many single letters in a row are a word that was pulled apart. */
    static final int MIN_SPACED = 4;

    private static final int MAX_GAP = 3;

    /** So far around a letter accents are counted. */
    private static final int MAX_HEAPED = 12;

    /** What follows a number without a gap, and has just two letters. */
    private static final Set<String> UNITS = Set.of(
            "st", "nd", "rd", "th", "am", "pm", "kg", "km", "cm", "mm", "ms", "gb", "mb", "kb", "tb", "px", "hz", "ft",
            "hr", "pt", "em", "ns", "GB", "MB", "KB", "TB", "AM", "PM", "Hz", "Gb", "Mb");

    /** ASCII digits and signs that may stand for a letter. */
    private static final boolean[] SIGNS = new boolean[0x80];

    static {
        for (char character = 0; character < SIGNS.length; character++) {
            SIGNS[character] = letter(character, ' ') != 0;
        }
    }

    private Leet() {}

    /** The source itself where there is nothing to read differently. */
    static Mapped read(Mapped source, Glance glance) {
        Mapped closed = glance.maybeSpacedOut() ? spacedOut(source) : source;
        Mapped read = closed != source || glance.maybeLeet() ? letters(closed) : closed;
        return read != source || glance.maybeStretched() ? unstretched(read) : source;
    }

    /** Closes up words such as {@code w o r d} and {@code w-o-r-d}; wider gaps become the gaps between words. */
    private static Mapped spacedOut(Mapped source) {
        String text = source.text();
        Mapped.Writer writer = null;
        int copied = 0;
        int index = 0;
        while (index < text.length()) {
            boolean parted = index + 1 < text.length() && isSeparator(text.charAt(index + 1));
            int end = parted && isLone(text, index) ? spacedEnd(text, index) : index;
            if (end == index) {
                index++;
                continue;
            }
            writer = writer == null ? source.writer() : writer;
            writer.copy(copied, index);
            int gap = 0;
            for (int at = index; at < end; at++) {
                if (!Character.isLetterOrDigit(text.charAt(at)) && !standsAlone(text.charAt(at))) {
                    gap++;
                    continue;
                }
                if (gap > 1) {
                    writer.add(' ', at - 1, at);
                }
                writer.copy(at, at + 1);
                gap = 0;
            }
            copied = end;
            index = end;
        }
        if (writer == null) {
            return source;
        }
        writer.copy(copied, text.length());
        return writer.done();
    }

    /** Behind the last of at least {@value #MIN_SPACED} lone characters with the same sign between them, or the start. */
    private static int spacedEnd(String text, int from) {
        int letters = 1;
        int end = from + 1;
        char separator = text.charAt(end);
        int next = end;
        while (next < text.length()) {
            int gap = 0;
            while (gap < MAX_GAP
                    && next < text.length()
                    && (text.charAt(next) == separator || text.charAt(next) == ' ')) {
                next++;
                gap++;
            }
            if (gap == 0 || next >= text.length() || !isLone(text, next)) {
                break;
            }
            letters++;
            end = ++next;
        }
        return letters >= MIN_SPACED ? end : from;
    }

    private static boolean isLone(String text, int index) {
        return (isLetter(text.charAt(index)) || standsAlone(text.charAt(index)))
                && (index == 0 || !isWord(text.charAt(index - 1)))
                && (index + 1 == text.length() || !isWord(text.charAt(index + 1)));
    }

    /** A digit or sign that may stand for a letter among spaced-out ones. */
    static boolean standsAlone(char character) {
        return stands(character) && !isSeparator(character);
    }

    /** Whether a digit or sign may stand for a letter. */
    static boolean stands(char character) {
        return character < SIGNS.length && SIGNS[character];
    }

    static boolean isLetter(char character) {
        return character < SIGNS.length ? LetterPairs.number(character) != 0 : Character.isLetter(character);
    }

    private static boolean isSeparator(char character) {
        return switch (character) {
            case ' ', '.', '-', '_', '*', '|', '/', ',', '~', '+' -> true;
            default -> false;
        };
    }

    private static boolean isWord(char character) {
        return Character.isLetterOrDigit(character);
    }

    /** Puts letters for the digits and signs inside words, and plain ones for words that are heaped with accents. */
    private static Mapped letters(Mapped source) {
        String text = source.text();
        StringBuilder read = null;
        LittleWords littleWords = new LittleWords(text);
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            char letter = 0;
            if (character < 0x80) {
                boolean stands = SIGNS[character] && (isInWord(text, index) || littleWords.reach(index));
                letter = stands ? letter(character, index == 0 ? ' ' : text.charAt(index - 1)) : 0;
            } else if (character < 0x0250 && isHeaped(text, index)) {
                char base = Normalizer.normalize(String.valueOf(character), Form.NFD)
                        .charAt(0);
                letter = base < 0x80 ? base : 0;
            }
            if (letter != 0) {
                read = read == null ? new StringBuilder(text) : read;
                read.setCharAt(index, letter);
            }
        }
        // Each character stands where it stood.
        return read == null ? source : new Mapped(read.toString(), source.map());
    }

    /** Whether letters around this digit or sign make it look like one of them. */
    private static boolean isInWord(String text, int index) {
        char character = text.charAt(index);
        int before = letters(text, index, -1);
        int after = letters(text, index, 1);
        if (before > 0 && after > 0) {
            return true;
        }
        boolean signBefore = index > 0 && stands(text.charAt(index - 1));
        if (character < '0' || character > '9') {
            return character == '$' && after >= 2 && !signBefore;
        }
        if (before > 0) {
            boolean signAfter = index + 1 < text.length() && stands(text.charAt(index + 1));
            return before >= (signBefore || signAfter ? 2 : 3);
        }
        return after >= 2
                && !signBefore
                && isLetter(text.charAt(index + 1))
                && !(after == 2 && UNITS.contains(text.substring(index + 1, index + 3)));
    }

    /** How many of the next five characters of the word in this direction are letters. */
    private static int letters(String text, int index, int step) {
        int letters = 0;
        int at = index + step;
        for (int steps = 0; steps < 5 && at >= 0 && at < text.length(); steps++, at += step) {
            if (isLetter(text.charAt(at))) {
                letters++;
            } else if (!stands(text.charAt(at))) {
                break;
            }
        }
        return letters;
    }

    private static char letter(char character, char before) {
        return switch (character) {
            case '0' -> 'o';
            case '1' -> "aeou1AEOU".indexOf(before) >= 0 ? 'l' : 'i';
            case '!', '|' -> 'i';
            case '3' -> 'e';
            case '4', '@' -> 'a';
            case '5', '$' -> 's';
            case '7' -> 't';
            case '8' -> 'b';
            case '9' -> 'g';
            default -> 0;
        };
    }

    /** Whether a word has at least three accents, on half of its letters: more than languages put there. */
    private static boolean isHeaped(String text, int index) {
        int from = index;
        while (from > 0 && index - from < MAX_HEAPED && isLetter(text.charAt(from - 1))) {
            from--;
        }
        int accents = 0;
        int at = from;
        while (at < text.length() && at - index < MAX_HEAPED && isLetter(text.charAt(at))) {
            accents += text.charAt(at) >= 0x80 ? 1 : 0;
            at++;
        }
        return accents >= 3 && accents * 2 >= at - from;
    }

    private static boolean hasThreeAlike(String text) {
        for (int index = 2; index < text.length(); index++) {
            if (text.charAt(index) == text.charAt(index - 1) && text.charAt(index) == text.charAt(index - 2)) {
                return true;
            }
        }
        return false;
    }

    /** Shortens letters that are repeated three times or more, to two where English doubles them most. */
    private static Mapped unstretched(Mapped source) {
        String text = source.text();
        if (!hasThreeAlike(text)) {
            return source;
        }
        Mapped.Writer writer = null;
        int index = 0;
        while (index < text.length()) {
            char character = text.charAt(index);
            int end = index + 1;
            while (end < text.length() && text.charAt(end) == character) {
                end++;
            }
            if (end - index >= 3 && isLetter(character)) {
                if (writer == null) {
                    writer = source.writer();
                    writer.copy(0, index);
                }
                int keep = character == 's' || character == 'l' || character == 'g' ? 2 : 1;
                for (int at = 0; at < keep; at++) {
                    writer.add(character, at == 0 ? index : end - 1, end);
                }
            } else if (writer != null) {
                writer.copy(index, end);
            }
            index = end;
        }
        return writer == null ? source : writer.done();
    }
}
