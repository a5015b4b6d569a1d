package org.llmops.guardrail.pii;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * A word or number of an address.
 *
 * @param folded as it is compared
 * @param apart whether a comma or the end of a line stands before it
 */
record AddressToken(int start, int end, String folded, boolean number, boolean capital, boolean apart) {
    /** What more text may tell. */
    static final int UNDECIDED = -1;

    /** So much may stand between two. */
    static final int MAX_GAP = 5;

    boolean is(Set<String> words) {
        return words.contains(folded);
    }

    int length() {
        return end - start;
    }

    /** Only digits, so many of them. */
    boolean isDigits(int least, int most) {
        if (length() < least || length() > most) {
            return false;
        }
        return folded.chars().allMatch(symbol -> symbol >= '0' && symbol <= '9');
    }

    /** The next token behind spaces, dots, commas and at most two ends of lines. */
    sealed interface Next {
        /** It is there. */
        record Found(AddressToken token) implements Next {}

        /** Something else comes, or the end. */
        record Nothing() implements Next {}

        /** More text may tell. */
        record Unknown() implements Next {}
    }

    static Next next(GrowingText text, int from) {
        int position = from;
        boolean apart = false;
        int lines = 0;
        while (position - from < MAX_GAP && isGap(text.at(position))) {
            lines += text.at(position) == '\n' ? 1 : 0;
            apart |= text.at(position) == ',' || text.at(position) == '\n';
            position++;
        }
        if (text.at(position) == GrowingText.UNKNOWN) {
            return new Next.Unknown();
        }
        if (lines > 2 || !CodePoint.isAlphanumeric(text.at(position)) && text.at(position) != '#') {
            return new Next.Nothing();
        }
        AddressToken token = at(text, position, apart);
        return token == null ? new Next.Unknown() : new Next.Found(token);
    }

    /** The token that starts here; null when more text may tell. */
    static @Nullable AddressToken at(GrowingText text, int start, boolean apart) {
        int end = end(text, start);
        if (end == UNDECIDED) {
            return null;
        }
        if (text.at(start) == '#') {
            return new AddressToken(start, end, "#", false, false, apart);
        }
        String word = text.substring(start, end);
        boolean number = CodePoint.digit(text.at(start)) >= 0;
        boolean elided = end - start > 3 && (text.at(start + 1) == '\'' || text.at(start + 1) == '’');
        boolean capital = Words.isCapital(text.at(start)) || elided && Words.isCapital(text.at(start + 2));
        return new AddressToken(start, end, Names.folded(word), number, capital, apart);
    }

    /** Where the token ends that starts here, or {@link #UNDECIDED} when more text may tell. */
    static int end(GrowingText text, int start) {
        if (text.at(start) == '#') {
            return start + 1;
        }
        int end = start;
        while (end - start <= Words.MAX_LENGTH
                && (CodePoint.isAlphanumeric(text.at(end)) || end > start && isInside(text.at(end)))) {
            end++;
        }
        if (text.at(end) == GrowingText.UNKNOWN) {
            return UNDECIDED;
        }
        while (end > start + 1 && isInside(text.at(end - 1))) {
            end--;
        }
        return end;
    }

    /** Whether another token may follow behind a place. */
    static boolean mayFollow(GrowingText text, int from) {
        int position = from;
        while (position - from < MAX_GAP && isGap(text.at(position))) {
            position++;
        }
        int codePoint = text.at(position);
        return codePoint == GrowingText.UNKNOWN || codePoint == '#' || CodePoint.isAlphanumeric(codePoint);
    }

    /** Whether a token may follow where this stands behind a space. */
    static boolean mayBeBehind(int codePoint) {
        return isGap(codePoint) || codePoint == '#' || CodePoint.isAlphanumeric(codePoint);
    }

    private static boolean isInside(int codePoint) {
        return codePoint == '\'' || codePoint == '’' || codePoint == '-' || codePoint == '/';
    }

    private static boolean isGap(int codePoint) {
        return codePoint == ' ' || codePoint == '.' || codePoint == ',' || codePoint == '\n' || codePoint == '\r';
    }
}
