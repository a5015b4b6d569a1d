package org.llmops.guardrail.matching;

import org.llmops.guardrail.detecting.GrowingText;

/**
 * Walks through a text to tell where a pattern cannot match: a table look-up for each character, where RE2 takes hundreds of
 * times as long, and hardly any text stands it. It takes every condition on a place as met, and signs outside ASCII for
 * whatever fits, so what it denies is certain; what it does not deny is left to RE2.
 */
final class Walk {
    private final Subsets fromHere;
    private final Subsets fromAnywhere;

    Walk(Regex regex) {
        Positions positions = new Positions(regex);
        this.fromHere = new Subsets(positions, false);
        this.fromAnywhere = new Subsets(positions, true);
    }

    /** Whether a match of so many characters at most may begin here; what has not arrived may be anything. */
    boolean mayMatch(GrowingText text, int start, int most) {
        Subsets.State state = fromHere.start();
        long limit = (long) start + most;
        for (int position = start; position < limit; position++) {
            int codePoint = text.at(position);
            if (codePoint < 0) {
                return codePoint == GrowingText.UNKNOWN;
            }
            state = fromHere.next(state, codePoint);
            if (state.isAccepting()) {
                return true;
            }
            if (state.isDead()) {
                return false;
            }
        }
        return false;
    }

    /** Where the first match may end that begins at {@code from} or later, or {@link CompiledPattern#NOWHERE} before {@code to}. */
    int firstEnd(GrowingText text, int from, int to) {
        Subsets.State state = fromAnywhere.start();
        for (int position = from; position < to; position++) {
            state = fromAnywhere.next(state, text.at(position));
            if (state.isAccepting()) {
                return position + 1;
            }
        }
        return CompiledPattern.NOWHERE;
    }

    /**
     * Behind which char of a text that is all there the first match of one character or more may end, or {@link
     * CompiledPattern#NOWHERE} if there is none.
     */
    int firstEnd(String text) {
        Subsets.State state = fromAnywhere.start();
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            state = fromAnywhere.next(state, codePoint);
            index += Character.charCount(codePoint);
            if (state.isAccepting()) {
                return index;
            }
        }
        return CompiledPattern.NOWHERE;
    }

    /** Whether a match that begins at {@code from} or later may still be under way at the end of what is known. */
    boolean endsUnderway(GrowingText text, int from) {
        Subsets.State state = fromAnywhere.start();
        for (int position = from; position < text.end(); position++) {
            state = fromAnywhere.next(state, text.at(position));
        }
        return state.isUnderway();
    }
}
