package org.llmops.guardrail.pii;

import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/** What stands around a candidate: the words that announce it, and the characters that make it part of something longer. */
final class Surroundings {
    /** So far away a digit still shows that a hyphenated neighbour is part of a longer code. */
    private static final int NEIGHBOUR = 8;

    private final Announcements announcements;
    private final Announcements.Distances distances;

    private boolean joined;
    private boolean joinedByColon;
    private boolean amount;
    private boolean signed;

    Surroundings(Announcements announcements) {
        this.announcements = announcements;
        this.distances = new Announcements.Distances();
    }

    /** Needs all text up to {@link Announcements#behindEnd}. */
    void look(GrowingText text, int start, int end) {
        announcements.around(text, start, end, distances);
        int before = text.at(start - 1);
        int beforeThat = text.at(start - 2);
        int next = text.at(end);
        int afterNext = text.at(end + 1);
        joined = before == '-' && hasDigitNear(text, start - 2, -1)
                || (before == '/' || before == '.') && CodePoint.isAsciiDigit(beforeThat)
                || next == '-' && hasDigitNear(text, end + 1, 1)
                || (next == '/' || next == '.') && CodePoint.isAsciiDigit(afterNext)
                || next == '@' && Symbols.isPart(afterNext);
        joinedByColon = before == ':' && Symbols.isPart(beforeThat) || next == ':' && Symbols.isPart(afterNext);
        amount = next == '%' || isCurrency(before);
        signed = before == '+';
    }

    /** How far away the nearest announcement is, or {@link Integer#MAX_VALUE}. */
    int distance(int recogniser) {
        return distances.of(recogniser);
    }

    /** Digits of a decimal, an amount, a longer hyphenated code, an address or a path are no identifier. */
    boolean isPartOfLonger(Layout layout) {
        return joined
                || joinedByColon && layout.separators().contains(Separator.COLON)
                || layout.isDigitsOnly() && (amount || signed && layout.groups() < 2);
    }

    private static boolean isCurrency(int codePoint) {
        return codePoint >= 0 && Character.getType(codePoint) == Character.CURRENCY_SYMBOL;
    }

    private static boolean hasDigitNear(GrowingText text, int from, int step) {
        int position = from;
        while (Math.abs(position - from) < NEIGHBOUR && Symbols.isPart(text.at(position))) {
            if (CodePoint.isAsciiDigit(text.at(position))) {
                return true;
            }
            position += step;
        }
        return false;
    }
}
