package org.llmops.guardrail.injection;

import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.CodePoint;

/**
 * Strings that a search found rather than a person wrote mix signs and fragments of words. So does code, but there what closes
 * was opened before, and no sentence stands before it on its line.
 */
final class Scramble {
    private static final Rule SUFFIX =
            new Rule("scrambled-suffix", true, "Mixes signs and fragments of words as adversarial suffixes do");
    private static final Rule TRACES = new Rule("scrambled-traces", true, "Mixes signs and words more than prose does");
    private static final Rule TAIL =
            new Rule("scrambled-tail", true, "Begins as a sentence and goes on in signs and fragments of words");
    private static final Rule BROKEN =
            new Rule("broken-brackets", true, "Mixes signs and words, and closes brackets that nobody opened");
    static final List<Rule> RULES = List.of(SUFFIX, TRACES, TAIL, BROKEN);

    /** Letters that are looked at together. */
    private static final int WITHIN = 60;

    private static final long LAST_LETTERS = (1L << WITHIN) - 1;
    private static final int MANY = 8;
    private static final int SOME = 4;
    private static final int NOWHERE = -1;

    private final String text;
    private final Brackets brackets;
    private final Sentence sentence;

    /** Where signs of different kinds touch, or a capital stands behind a small letter: a bit for each of the last letters. */
    private long odd;

    /** The same, of this line alone. */
    private long oddInLine;

    /** The same, where a bracket closes what is not open. */
    private long broken;

    private int suffixAt = NOWHERE;
    private int tracesAt = NOWHERE;
    private int tailAt = NOWHERE;
    private int brokenAt = NOWHERE;

    private Scramble(String text) {
        this.text = text;
        this.brackets = new Brackets(text);
        this.sentence = new Sentence(text);
    }

    static void find(String text, Consumer<RuleHit> found) {
        Scramble scramble = new Scramble(text);
        scramble.look();
        tell(TRACES, scramble.tracesAt, found);
        tell(SUFFIX, scramble.suffixAt, found);
        tell(TAIL, scramble.tailAt, found);
        tell(BROKEN, scramble.brokenAt, found);
    }

    private static void tell(Rule rule, int index, Consumer<RuleHit> found) {
        if (index != NOWHERE) {
            found.accept(new RuleHit(rule, Math.max(0, index - WITHIN), index + 1));
        }
    }

    private void look() {
        for (int index = 0; index < text.length(); index++) {
            char letter = text.charAt(index);
            odd <<= 1;
            oddInLine <<= 1;
            broken <<= 1;
            if (letter >= 'a' && letter <= 'z' || letter == ' ') {
                continue;
            }
            if (letter == '\n') {
                oddInLine = 0;
                sentence.startLine(index + 1);
                continue;
            }
            int isOdd = index > 0 && isOdd(text.charAt(index - 1), letter) ? 1 : 0;
            odd |= isOdd;
            oddInLine |= isOdd;
            broken |= brackets.breakAt(index) ? 1 : 0;
            if (((odd | broken) & 1) != 0) {
                weigh(index);
            }
        }
    }

    private void weigh(int index) {
        int count = Long.bitCount(odd & LAST_LETTERS);
        if (count < SOME) {
            return;
        }
        tracesAt = tracesAt < 0 ? index : tracesAt;
        suffixAt = suffixAt < 0 && count >= MANY ? index : suffixAt;
        brokenAt = brokenAt < 0 && (broken & LAST_LETTERS) != 0 ? index : brokenAt;
        if (tailAt < 0 && Long.bitCount(oddInLine & LAST_LETTERS) >= SOME && sentence.isBefore(index)) {
            tailAt = index;
        }
    }

    /** Signs that touch, a word that runs into a bracket, a capital behind a small letter; but no call of code. */
    private static boolean isOdd(char before, char letter) {
        boolean signs = isSign(before) && isSign(letter) && before != letter;
        boolean bracket = Character.isLetter(before) && (letter == '{' || letter == '[' || letter == '<');
        return signs || bracket || Character.isLowerCase(before) && Character.isUpperCase(letter);
    }

    private static boolean isSign(char letter) {
        return letter > ' ' && letter < 0x7F && !CodePoint.isAsciiAlphanumeric(letter);
    }
}
