package org.llmops.guardrail.injection;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.learning.LinearModel;

/**
 * How the words of a text are written, before any disguise is undone: as hints only, for what counts is what they say.
 */
final class Writing {
    private static final String LEET = "digits in words";
    private static final String MIXED = "scripts in one word";
    private static final String ORNATE = "ornamental letters";
    private static final String ESCAPED = "escaped letters";

    private static final Set<String> HINTS = Set.of(
            LinearModel.HINT + LEET, LinearModel.HINT + MIXED, LinearModel.HINT + ORNATE, LinearModel.HINT + ESCAPED);

    /** How a text is written tips the scale, and no more: what it says counts. */
    private static final double MOST = 4;

    /** Which letter a digit stands for is a guess, so that the words say less. */
    private static final double MOST_BY_LEET = 8;

    private static final int MANY_LEET = 3;
    private static final int MANY_MIXED = 2;
    private static final int MANY_ORNATE = 4;
    private static final int MANY_ESCAPED = 6;

    /** Serial numbers and hashes are full of digits too. */
    private static final int LONGEST_WORD = 20;

    private static final boolean[] UNUSUAL = new boolean[0x80];

    static {
        for (char sign : "0123456789$@!|\\".toCharArray()) {
            UNUSUAL[sign] = true;
        }
    }

    private Writing() {}

    /** The signals but for hints at how the text is written. */
    static List<String> without(List<String> signals) {
        for (String signal : signals) {
            if (HINTS.contains(signal)) {
                return signals.stream().filter(each -> !HINTS.contains(each)).toList();
            }
        }
        return signals;
    }

    /** How many times as suspicious the way it is written may make what is said. */
    static double most(List<String> signals) {
        return signals.contains(LinearModel.HINT + LEET) ? MOST_BY_LEET : MOST;
    }

    /** Looks at words of nothing but ASCII letters no closer: there is nothing to count in them. */
    static void find(String text, Consumer<String> found) {
        int index = nextUnusual(text, 0);
        if (index == text.length()) {
            return;
        }
        Counter leet = new Counter(LEET, MANY_LEET, found);
        Counter mixed = new Counter(MIXED, MANY_MIXED, found);
        Counter ornate = new Counter(ORNATE, MANY_ORNATE, found);
        Counter escaped = new Counter(ESCAPED, MANY_ESCAPED, found);
        Word word = new Word();
        int looked = 0;
        while (index < text.length()) {
            while (index > looked && CodePoint.isAsciiLetter(text.charAt(index - 1))) {
                index--;
            }
            boolean inWord = true;
            int before = ' ';
            while (index < text.length() && (inWord || before == '\\')) {
                int codePoint = Character.codePointAt(text, index);
                index += Character.charCount(codePoint);
                if (isOrnate(codePoint)) {
                    ornate.add();
                }
                if (before == '\\'
                        && Character.isLetter(codePoint)
                        && (index == text.length() || text.charAt(index) == '\\')) {
                    escaped.add();
                }
                inWord = word.takes(codePoint);
                if (!inWord) {
                    word.ends(leet, mixed);
                }
                before = codePoint;
            }
            looked = index;
            index = nextUnusual(text, index);
        }
        word.ends(leet, mixed);
    }

    /** Where the next character stands that is neither an ASCII letter nor what stands between words. */
    private static int nextUnusual(String text, int from) {
        int index = from;
        while (index < text.length() && text.charAt(index) < UNUSUAL.length && !UNUSUAL[text.charAt(index)]) {
            index++;
        }
        return index;
    }

    /** Mathematical, circled, squared and full-width letters. */
    private static boolean isOrnate(int codePoint) {
        return codePoint >= 0x80 && isOrnateBeyondAscii(codePoint);
    }

    private static boolean isOrnateBeyondAscii(int codePoint) {
        return codePoint >= 0x1D400 && codePoint <= 0x1D7FF
                || codePoint >= 0x1F110 && codePoint <= 0x1F189
                || codePoint >= 0x249C && codePoint <= 0x24E9
                || codePoint >= 0xFF21 && codePoint <= 0xFF5A
                || codePoint >= 0xE0000 && codePoint <= 0xE007F;
    }

    /** Counts, and tells when there are enough. */
    private static final class Counter {
        private final String hint;
        private final int enough;
        private final Consumer<String> found;
        private int count;

        Counter(String hint, int enough, Consumer<String> found) {
            this.hint = hint;
            this.enough = enough;
            this.found = found;
        }

        void add() {
            if (++count == enough) {
                found.accept(hint);
            }
        }
    }

    /** What is known of the word that is being read. */
    private static final class Word {
        private int length;
        private int latin;
        private int lookalike;
        private int switches;
        private boolean digit;

        boolean takes(int codePoint) {
            boolean sign =
                    codePoint == '$' || codePoint == '@' || codePoint == '!' || codePoint == '€' || codePoint == '|';
            boolean isDigit = CodePoint.digit(codePoint) >= 0 || sign && length > 0;
            boolean isLetter = codePoint < 0x80
                    ? CodePoint.isAsciiLetter(codePoint)
                    : Character.isLetter(codePoint) && !CodePoint.isUnspaced(codePoint);
            if (!isDigit && !isLetter) {
                return false;
            }
            if (length > 0 && isDigit != digit) {
                switches++;
            }
            digit = isDigit;
            length++;
            if (isLetter) {
                latin += codePoint < 0x250 ? 1 : 0;
                lookalike += codePoint >= 0x370 && codePoint < 0x530 ? 1 : 0;
            }
            return true;
        }

        void ends(Counter leet, Counter mixed) {
            if (length > 2 && length <= LONGEST_WORD) {
                // A letter behind a digit and before one: units, versions and model names change over only once.
                if (latin >= 2 && switches >= 2) {
                    leet.add();
                }
                if (latin > 0 && lookalike > 0) {
                    mixed.add();
                }
            }
            length = 0;
            latin = 0;
            lookalike = 0;
            switches = 0;
            digit = false;
        }
    }
}
