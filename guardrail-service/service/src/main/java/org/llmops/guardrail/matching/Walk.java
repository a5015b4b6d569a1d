package org.llmops.guardrail.matching;

import java.util.List;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * Walks through a text to tell where a pattern cannot match: a table look-up for each character, where RE2 takes hundreds of
 * times as long, and hardly any text stands it. It takes every condition on a place as met, and signs outside ASCII for
 * whatever fits, so what it denies is certain; what it does not deny is left to RE2.
 */
final class Walk {
    /** So much is looked at in one go, since whoever finds an end early wants no more. */
    private static final int BLOCK = 512;

    private final Subsets fromHere;
    private final Subsets fromAnywhere;

    /** By symbol: whether a match may begin with it; another one changes nothing where none is under way. */
    private final boolean[] begins;

    Walk(Regex regex) {
        Positions positions = new Positions(List.of(regex), false);
        this.fromHere = new Subsets(positions, false);
        this.fromAnywhere = new Subsets(positions, true);
        this.begins = positions.begins();
    }

    /**
     * Whether a match of so many characters at most may begin at one of these places; what has not arrived may be anything.
     */
    boolean mayMatch(GrowingText text, int first, int last, int most) {
        if (first > last) {
            return false;
        }
        int[] codePoints = text.codePoints(first, last + 1);
        int shift = text.firstKept();
        for (int start = first; start <= last; start++) {
            if (begins[symbol(codePoints[start - shift])] && mayMatch(text, start, most)) {
                return true;
            }
        }
        return false;
    }

    private boolean mayMatch(GrowingText text, int start, int most) {
        Subsets.Course course = fromHere.course();
        long limit = (long) start + most;
        for (int position = start; position < limit; position++) {
            int codePoint = text.at(position);
            if (codePoint < 0) {
                return codePoint == GrowingText.UNKNOWN;
            }
            if (course.take(symbol(codePoint))) {
                return true;
            }
            if (course.isDead()) {
                return false;
            }
        }
        return false;
    }

    /** Where the first match may end that begins at {@code from} or later, or {@link CompiledPattern#NOWHERE} before {@code to}. */
    int firstEnd(GrowingText text, int from, int to) {
        Subsets.Course course = fromAnywhere.course();
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(to, start + BLOCK);
            int[] codePoints = text.codePoints(start, end);
            int shift = text.firstKept();
            int position = start;
            while (position < end) {
                if (!course.isUnderway()) {
                    position = nextBeginning(codePoints, position - shift, end - shift) + shift;
                }
                if (position < end && course.take(symbol(codePoints[position++ - shift]))) {
                    return position;
                }
            }
        }
        return CompiledPattern.NOWHERE;
    }

    /** The first place from one on where a match may begin; the other if there is none before it. */
    private int nextBeginning(int[] codePoints, int from, int to) {
        int place = from;
        while (place < to && !begins[symbol(codePoints[place])]) {
            place++;
        }
        return place;
    }

    /**
     * Behind which char of a text that is all there the first match of one character or more may end, or {@link
     * CompiledPattern#NOWHERE} if there is none.
     */
    int firstEnd(String text) {
        Subsets.Course course = fromAnywhere.course();
        for (int index = 0; index < text.length(); index++) {
            int symbol = symbol(text.charAt(index));
            if (symbol == AsciiSets.ASCII && Subsets.isSecondHalf(text, index)) {
                continue;
            }
            if ((begins[symbol] || course.isUnderway()) && course.take(symbol)) {
                return text.offsetByCodePoints(index, 1);
            }
        }
        return CompiledPattern.NOWHERE;
    }

    /** Whether a match that begins at {@code from} or later may still be under way at the end of what is known. */
    boolean endsUnderway(GrowingText text, int from) {
        Subsets.Course course = fromAnywhere.course();
        for (int position = from; position < text.end(); position++) {
            course.take(symbol(text.at(position)));
        }
        return course.isUnderway();
    }

    private static int symbol(int codePoint) {
        return Math.min(codePoint, AsciiSets.ASCII);
    }
}
