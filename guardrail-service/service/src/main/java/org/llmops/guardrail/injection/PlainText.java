package org.llmops.guardrail.injection;

import java.text.Normalizer;
import java.util.Arrays;
import org.llmops.guardrail.detecting.CodePoint;

/**
 * A text as the grammar reads it: lower case, without accents and apostrophes, whatever stands between words as one
 * space; knows where each letter came from, and how many words lie before it.
 */
final class PlainText {
    /** Of a script without spaces so many letters count as a word. */
    static final int STEPS_PER_WORD = 3;

    private static final char[] BASE = new char[0x250];

    /** What an ASCII letter or digit is read as; 0 where none is. */
    private static final char[] ASCII = new char[0x80];

    static {
        for (char letter = 0; letter < BASE.length; letter++) {
            String parts = Normalizer.normalize(String.valueOf(Character.toLowerCase(letter)), Normalizer.Form.NFD);
            BASE[letter] = parts.charAt(0);
        }
        BASE['ı'] = 'i';
        BASE['İ'] = 'i';
        BASE['ł'] = 'l';
        BASE['Ł'] = 'l';
        BASE['ø'] = 'o';
        BASE['Ø'] = 'o';
        for (char letter = 0; letter < ASCII.length; letter++) {
            ASCII[letter] = CodePoint.isAsciiAlphanumeric(letter) ? BASE[letter] : 0;
        }
    }

    final char[] letters;
    private final int[] origins;
    private final int[] steps;
    private int length;

    /** Where phrases may begin. */
    private int[] starts = new int[32];

    private int startCount;

    private PlainText(int capacity) {
        letters = new char[capacity];
        origins = new int[capacity];
        steps = new int[capacity];
    }

    static PlainText of(CharSequence text) {
        PlainText plain = new PlainText(capacity(text));
        plain.read(text);
        return plain;
    }

    private void read(CharSequence text) {
        int step = 0;
        boolean inWord = false;
        boolean gap = false;
        int index = 0;
        while (index < text.length()) {
            if (ascii(text, index) != 0) {
                if (gap && length > 0) {
                    add(' ', index, step);
                }
                step += inWord ? 0 : STEPS_PER_WORD;
                inWord = true;
                gap = false;
                index = addWord(text, index, step);
                continue;
            }
            int codePoint = Character.codePointAt(text, index);
            if (codePoint >= ASCII.length && CodePoint.isAlphanumeric(codePoint)) {
                boolean unspaced = CodePoint.isUnspaced(codePoint);
                if (gap && length > 0) {
                    add(' ', index, step);
                }
                step += unspaced ? 1 : inWord ? 0 : STEPS_PER_WORD;
                inWord = !unspaced;
                gap = false;
                addFolded(codePoint, index, step);
            } else if (!isIgnored(codePoint)) {
                inWord = false;
                gap = true;
            }
            index += Character.charCount(codePoint);
        }
    }

    private static char ascii(CharSequence text, int index) {
        char letter = text.charAt(index);
        return letter < ASCII.length ? ASCII[letter] : 0;
    }

    /** Adds what a word has of ASCII letters and digits from here on, and says where it ends. */
    private int addWord(CharSequence text, int from, int step) {
        char letter = ascii(text, from);
        add(letter, from, step);
        int index = from + 1;
        int to = length;
        for (; index < text.length() && (letter = ascii(text, index)) != 0; index++) {
            letters[to] = letter;
            origins[to] = index;
            steps[to++] = step;
        }
        length = to;
        return index;
    }

    /** Nothing takes more room than it took, but for the letter that two stand for. */
    private static int capacity(CharSequence text) {
        String all = text.toString();
        int capacity = all.length() + 1;
        for (int index = all.indexOf('ß'); index >= 0; index = all.indexOf('ß', index + 1)) {
            capacity++;
        }
        return capacity;
    }

    int length() {
        return length;
    }

    /** Where in the text this letter came from, in chars. */
    int origin(int index) {
        return origins[index];
    }

    int step(int index) {
        return steps[index];
    }

    /** In how many places a phrase may begin. */
    int starts() {
        return startCount;
    }

    /** Where a phrase may begin: with a word, or in a script without spaces anywhere. */
    int start(int number) {
        return starts[number];
    }

    /** Whether a phrase may end before here. */
    boolean endsWord(int index) {
        return index == length || !isSpaced(letters[index]) || !isSpaced(letters[index - 1]);
    }

    /** One past the last letter of the word that goes on here. */
    int wordEnd(int index) {
        int end = index;
        while (end < length && isSpaced(letters[end])) {
            end++;
        }
        return end;
    }

    private static boolean isSpaced(char letter) {
        return letter != ' ' && !CodePoint.isUnspaced(letter);
    }

    private void addFolded(int codePoint, int origin, int step) {
        if (codePoint < BASE.length) {
            if (codePoint == 'ß') {
                add('s', origin, step);
                add('s', origin, step);
            } else {
                add(BASE[codePoint], origin, step);
            }
        } else if (!isMark(codePoint)) {
            int lower = Character.toLowerCase(codePoint);
            for (char part : Character.toChars(arabic(lower == 'ё' ? 'е' : lower))) {
                add(part, origin, step);
            }
        }
    }

    private void add(char letter, int origin, int step) {
        if (letter != ' ' && (length == 0 || !isSpaced(letters[length - 1]) || !isSpaced(letter))) {
            starts = startCount == starts.length ? Arrays.copyOf(starts, 2 * startCount) : starts;
            starts[startCount++] = length;
        }
        letters[length] = letter;
        origins[length] = origin;
        steps[length++] = step;
    }

    private static int arabic(int letter) {
        return switch (letter) {
            case 'أ', 'إ', 'آ' -> 'ا';
            case 'ى' -> 'ي';
            case 'ة' -> 'ه';
            default -> letter;
        };
    }

    /** Accents that stand alone, and the vowel signs of Arabic. */
    private static boolean isMark(int codePoint) {
        return codePoint >= 0x300 && codePoint <= 0x36F || codePoint >= 0x64B && codePoint <= 0x652;
    }

    private static boolean isIgnored(int codePoint) {
        return codePoint == '\'' || codePoint == '\u2019' || isMark(codePoint);
    }
}
