package org.llmops.guardrail.injection;

import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;

/**
 * What is suspicious by how its words are written, before any disguise is undone: nobody has to hide the words of a harmless
 * request.
 */
final class Writing {
    private static final Rule LEET =
            new Rule("leet-words", false, "Writes words with digits and signs in place of letters");
    private static final Rule MIXED =
            new Rule("mixed-scripts", false, "Mixes look-alike letters of several scripts in one word");
    private static final Rule ORNATE = new Rule("ornate-letters", false, "Writes in ornamental letters");
    private static final Rule ESCAPED = new Rule("escaped-letters", false, "Puts a backslash before every letter");
    static final List<Rule> RULES = List.of(LEET, MIXED, ORNATE, ESCAPED);

    private static final int MANY_LEET = 3;
    private static final int MANY_MIXED = 2;
    private static final int MANY_ORNATE = 4;
    private static final int MANY_ESCAPED = 6;

    /** Serial numbers and hashes are full of digits too. */
    private static final int LONGEST_WORD = 20;

    private Writing() {}

    static void find(String text, Consumer<Observation.Sighting> found) {
        Counter leet = new Counter(LEET, MANY_LEET, found);
        Counter mixed = new Counter(MIXED, MANY_MIXED, found);
        Counter ornate = new Counter(ORNATE, MANY_ORNATE, found);
        Counter escaped = new Counter(ESCAPED, MANY_ESCAPED, found);
        Word word = new Word();
        int place = 0;
        int before = ' ';
        for (int index = 0; index < text.length(); place++) {
            int codePoint = Character.codePointAt(text, index);
            index += Character.charCount(codePoint);
            if (isOrnate(codePoint)) {
                ornate.add(place, place + 1);
            }
            if (before == '\\' && Character.isLetter(codePoint) && (index == text.length() || text.charAt(index) == '\\')) {
                escaped.add(place - 1, place + 1);
            }
            if (!word.takes(codePoint)) {
                word.endsAt(place, leet, mixed);
            }
            before = codePoint;
        }
        word.endsAt(place, leet, mixed);
    }

    /** Mathematical, circled, squared and full-width letters. */
    private static boolean isOrnate(int codePoint) {
        return codePoint >= 0x1D400 && codePoint <= 0x1D7FF
                || codePoint >= 0x1F110 && codePoint <= 0x1F189
                || codePoint >= 0x249C && codePoint <= 0x24E9
                || codePoint >= 0xFF21 && codePoint <= 0xFF5A
                || codePoint >= 0xE0000 && codePoint <= 0xE007F;
    }

    /** Counts, and tells of the first place when there are enough. */
    private static final class Counter {
        private final Rule rule;
        private final int enough;
        private final Consumer<Observation.Sighting> found;
        private int count;
        private int first;

        Counter(Rule rule, int enough, Consumer<Observation.Sighting> found) {
            this.rule = rule;
            this.enough = enough;
            this.found = found;
        }

        void add(int from, int to) {
            first = count++ == 0 ? from : first;
            if (count == enough) {
                found.accept(new Observation.Sighting(rule, first, to));
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
            boolean sign = codePoint == '$' || codePoint == '@' || codePoint == '!' || codePoint == '€' || codePoint == '|';
            boolean isDigit = CodePoint.digit(codePoint) >= 0 || sign && length > 0;
            boolean isLetter = Character.isLetter(codePoint) && !CodePoint.isUnspaced(codePoint);
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

        void endsAt(int place, Counter leet, Counter mixed) {
            if (length > 2 && length <= LONGEST_WORD) {
                // A letter behind a digit and before one: units, versions and model names change over only once.
                if (latin >= 2 && switches >= 2) {
                    leet.add(place - length, place);
                }
                if (latin > 0 && lookalike > 0) {
                    mixed.add(place - length, place);
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
