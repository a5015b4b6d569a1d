package org.llmops.guardrail.normalising;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts letters for the digits and signs inside words, and plain ones for words that are heaped with accents. Words of few
 * letters, such as {@code 70}, {@code 0n} and {@code 4}, are numbers anywhere but in a text that writes long words so as well.
 */
final class LeetLetters {
    /** Little words have at most so many letters. */
    private static final int LONGEST_LITTLE = 3;

    /** So many long words with digits amid their letters tell how the text is written. */
    private static final int ENOUGH_LONG_WORDS = 3;

    /** So far around a letter accents are counted. */
    private static final int MAX_HEAPED = 12;

    /** What follows a number without a gap, and has just two letters. */
    private static final Set<String> UNITS = Set.of(
            "st", "nd", "rd", "th", "am", "pm", "kg", "km", "cm", "mm", "ms", "gb", "mb", "kb", "tb", "px", "hz", "ft",
            "hr", "pt", "em", "ns", "GB", "MB", "KB", "TB", "AM", "PM", "Hz", "Gb", "Mb");

    /** What an ASCII character is: a digit, one that stands for a letter even in little words, or a sign that may. */
    private static final byte DIGIT = 1;

    private static final byte STANDS_IN_LITTLE = 2;
    private static final byte SIGN = 4;
    private static final byte[] KINDS = kinds();

    private final char[] text;
    private char @Nullable [] read;
    private int longWords;

    private LeetLetters(String text) {
        this.text = text.toCharArray();
    }

    /** The source itself where there is nothing to read differently. */
    static Mapped read(Mapped source) {
        LeetLetters letters = new LeetLetters(source.text());
        letters.readLongWords();
        if (letters.longWords >= ENOUGH_LONG_WORDS) {
            letters.readLittleWords();
        }
        char[] read = letters.read;
        // Each character stands where it stood.
        return read == null ? source : new Mapped(new String(read), source.map());
    }

    private void readLongWords() {
        int index = 0;
        int counted = 0;
        while (index < text.length) {
            char character = text[index];
            if (kind(character) == 0) {
                if (character >= 0x80 && character < 0x0250 && isHeaped(index)) {
                    putPlain(index);
                }
                index++;
                continue;
            }
            // Of digits and signs in a row, none is in a word without a letter beside them.
            int end = index;
            int kinds = 0;
            while (end < text.length && kind(text[end]) != 0) {
                kinds |= kind(text[end++]);
            }
            boolean follows = isLetterAt(index - 1);
            boolean goesOn = isLetterAt(end);
            for (int at = index; at < end && (follows || goesOn); at++) {
                if (Leet.stands(text[at]) && isInWord(at)) {
                    put(at);
                }
            }
            if (follows && goesOn && (kinds & (STANDS_IN_LITTLE | SIGN)) == STANDS_IN_LITTLE && index >= counted) {
                longWords++;
                counted = longWordEnd(end);
            }
            index = end;
        }
    }

    private int longWordEnd(int from) {
        int end = from;
        while (end < text.length && ((kind(text[end]) & DIGIT) != 0 || Leet.isLetter(text[end]))) {
            end++;
        }
        return end;
    }

    private void readLittleWords() {
        for (int index = 0; index < text.length; index++) {
            if (isLittle(index)) {
                put(index);
            }
        }
    }

    /** Whether the digit here belongs to a little word. */
    private boolean isLittle(int index) {
        if ((kind(text[index]) & STANDS_IN_LITTLE) == 0) {
            return false;
        }
        int from = index;
        while (from > 0 && index - from < LONGEST_LITTLE && Character.isLetterOrDigit(text[from - 1])) {
            from--;
        }
        int to = index + 1;
        while (to < text.length && to - from <= LONGEST_LITTLE && Character.isLetterOrDigit(text[to])) {
            to++;
        }
        if (to - from > LONGEST_LITTLE) {
            return false;
        }
        for (int at = from; at < to; at++) {
            if ((kind(text[at]) & STANDS_IN_LITTLE) == 0 && !Leet.isLetter(text[at])) {
                return false;
            }
        }
        return true;
    }

    private void put(int index) {
        put(index, letter(text[index], index == 0 ? ' ' : text[index - 1]));
    }

    private void putPlain(int index) {
        char base = Normalizer.normalize(String.valueOf(text[index]), Form.NFD).charAt(0);
        if (base < 0x80) {
            put(index, base);
        }
    }

    private void put(int index, char letter) {
        char[] changed = read;
        if (changed == null) {
            changed = text.clone();
            read = changed;
        }
        changed[index] = letter;
    }

    private boolean isLetterAt(int index) {
        return index >= 0 && index < text.length && Leet.isLetter(text[index]);
    }

    private boolean standsAt(int index) {
        return index >= 0 && index < text.length && Leet.stands(text[index]);
    }

    /** Whether letters around this digit or sign make it look like one of them. */
    private boolean isInWord(int index) {
        char character = text[index];
        int before = letters(index, -1);
        int after = letters(index, 1);
        if (before > 0 && after > 0) {
            return true;
        }
        boolean signBefore = standsAt(index - 1);
        if (character < '0' || character > '9') {
            return character == '$' && after >= 2 && !signBefore;
        }
        if (before > 0) {
            return before >= (signBefore || standsAt(index + 1) ? 2 : 3);
        }
        return after >= 2
                && !signBefore
                && isLetterAt(index + 1)
                && !(after == 2 && UNITS.contains(new String(text, index + 1, 2)));
    }

    /** How many of the next five characters of the word in this direction are letters. */
    private int letters(int index, int step) {
        int letters = 0;
        int at = index + step;
        for (int steps = 0; steps < 5 && at >= 0 && at < text.length; steps++, at += step) {
            if (Leet.isLetter(text[at])) {
                letters++;
            } else if (!Leet.stands(text[at])) {
                break;
            }
        }
        return letters;
    }

    /** What a digit or sign stands for, or 0. */
    static char letter(char character, char before) {
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
    private boolean isHeaped(int index) {
        int from = index;
        while (from > 0 && index - from < MAX_HEAPED && Leet.isLetter(text[from - 1])) {
            from--;
        }
        int accents = 0;
        int at = from;
        while (at < text.length && at - index < MAX_HEAPED && Leet.isLetter(text[at])) {
            accents += text[at] >= 0x80 ? 1 : 0;
            at++;
        }
        return accents >= 3 && accents * 2 >= at - from;
    }

    private static byte kind(char character) {
        return character < KINDS.length ? KINDS[character] : 0;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[0x80];
        for (char character = 0; character < kinds.length; character++) {
            boolean digit = character >= '0' && character <= '9';
            boolean inLittle = "013457".indexOf(character) >= 0;
            boolean sign = !digit && letter(character, ' ') != 0;
            kinds[character] = (byte) ((digit ? DIGIT : 0) | (inLittle ? STANDS_IN_LITTLE : 0) | (sign ? SIGN : 0));
        }
        return kinds;
    }
}
