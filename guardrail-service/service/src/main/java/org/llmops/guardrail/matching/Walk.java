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
    private final int[] kinds;

    Walk(Regex regex) {
        Positions positions = new Positions(List.of(regex), false);
        this.fromHere = new Subsets(positions, false);
        this.fromAnywhere = new Subsets(positions, true);
        this.kinds = fromHere.kinds();
    }

    /** Whether a match of so many characters at most may begin here; what has not arrived may be anything. */
    boolean mayMatch(GrowingText text, int start, int most) {
        Subsets.State state = fromHere.start();
        Subsets.Table table = state.table();
        int[] ways = table.ways();
        int row = state.row();
        long limit = (long) start + most;
        for (int position = start; position < limit; position++) {
            int codePoint = text.at(position);
            if (codePoint < 0) {
                return codePoint == GrowingText.UNKNOWN;
            }
            int kind = kinds[Math.min(codePoint, AsciiSets.ASCII)];
            int way = ways[row + kind];
            if (way <= 0) {
                if (way == Subsets.DEAD) {
                    return false;
                }
                state = fromHere.follow(table, row, kind, way);
                if (!state.ends().isEmpty()) {
                    return true;
                }
                if (!state.isUnderway()) {
                    return false;
                }
                table = state.table();
                ways = table.ways();
                way = state.row();
            }
            row = way;
        }
        return false;
    }

    /** Where the first match may end that begins at {@code from} or later, or {@link CompiledPattern#NOWHERE} before {@code to}. */
    int firstEnd(GrowingText text, int from, int to) {
        Subsets.State state = fromAnywhere.start();
        for (int start = from; start < to; start += BLOCK) {
            int end = Math.min(to, start + BLOCK);
            int[] codePoints = text.codePoints(start, end);
            Subsets.Table table = state.table();
            int[] ways = table.ways();
            int row = state.row();
            int shift = text.firstKept();
            for (int position = start; position < end; position++) {
                int kind = kinds[Math.min(codePoints[position - shift], AsciiSets.ASCII)];
                int way = ways[row + kind];
                if (way <= 0) {
                    state = fromAnywhere.follow(table, row, kind, way);
                    if (!state.ends().isEmpty()) {
                        return position + 1;
                    }
                    table = state.table();
                    ways = table.ways();
                    way = state.row();
                }
                row = way;
            }
            state = table.state(row);
        }
        return CompiledPattern.NOWHERE;
    }

    /**
     * Behind which char of a text that is all there the first match of one character or more may end, or {@link
     * CompiledPattern#NOWHERE} if there is none.
     */
    int firstEnd(String text) {
        Subsets.State state = fromAnywhere.start();
        Subsets.Table table = state.table();
        int[] ways = table.ways();
        int row = state.row();
        for (int index = 0; index < text.length(); index++) {
            if (Subsets.isSecondHalf(text, index)) {
                continue;
            }
            int kind = kinds[Math.min(text.charAt(index), AsciiSets.ASCII)];
            int way = ways[row + kind];
            if (way <= 0) {
                state = fromAnywhere.follow(table, row, kind, way);
                if (!state.ends().isEmpty()) {
                    return text.offsetByCodePoints(index, 1);
                }
                table = state.table();
                ways = table.ways();
                way = state.row();
            }
            row = way;
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
