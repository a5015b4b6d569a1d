package org.llmops.guardrail.pii;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Outline;

/** What stands around a candidate: the words that announce it, and the characters that make it part of something longer. */
final class Surroundings {
    /** So far away a digit still shows that a hyphenated neighbour is part of a longer code. */
    private static final int NEIGHBOUR = 8;

    private static final GrowingText NONE = new GrowingText(0);

    private final Announcements announcements;
    private final AnnouncementWatch watch;
    private Announcements.@Nullable Distances distances;

    private GrowingText text = NONE;
    private int start;
    private int end;
    private boolean measured;

    Surroundings(Announcements announcements) {
        this.announcements = announcements;
        this.watch = new AnnouncementWatch(announcements);
    }

    /**
     * Goes to a candidate, unless it is part of something longer, of whatever layout it is; needs all text up to
     * {@link Announcements#behindEnd}.
     */
    boolean look(GrowingText text, Outline outline, int start, int end) {
        if (isBehindLonger(text, start) || isBeforeLonger(text, end)) {
            return false;
        }
        this.text = text;
        this.start = start;
        this.end = end;
        measured = false;
        watch.goTo(text, outline, start, end);
        return true;
    }

    /** Whether any of these may be announced. */
    boolean mayAnnounceAny(BitSet recognisers) {
        return watch.maySeeAny(recognisers);
    }

    /** Whether this may be. */
    boolean mayAnnounce(int recogniser) {
        return watch.maySee(recogniser);
    }

    /** How far away the nearest announcement is, or {@link Integer#MAX_VALUE}. */
    int distance(int recogniser) {
        if (!watch.maySee(recogniser)) {
            return Integer.MAX_VALUE;
        }
        Announcements.Distances known = distances == null ? new Announcements.Distances() : distances;
        distances = known;
        if (!measured) {
            announcements.around(text, start, end, known);
            measured = true;
        }
        return known.of(recogniser);
    }

    /** Digits of an amount, and what goes on with the colons that a layout has itself, are no identifier. */
    boolean isPartOfLonger(Layout layout) {
        return layout.isDigitsOnly() && (isAmount() || layout.groups() < 2 && text.at(start - 1) == '+')
                || layout.separators().contains(Separator.COLON) && isJoinedByColon();
    }

    private boolean isAmount() {
        return text.at(end) == '%' || isCurrency(text.at(start - 1));
    }

    private boolean isJoinedByColon() {
        return text.at(start - 1) == ':' && Symbols.isPart(text.at(start - 2))
                || text.at(end) == ':' && Symbols.isPart(text.at(end + 1));
    }

    /** Whether what begins here goes on with a decimal, a longer hyphenated code, an address or a path. */
    static boolean isBehindLonger(GrowingText text, int start) {
        int before = text.at(start - 1);
        return before == '-' && hasDigitNear(text, start - 2, -1)
                || (before == '/' || before == '.') && CodePoint.isAsciiDigit(text.at(start - 2));
    }

    private static boolean isBeforeLonger(GrowingText text, int end) {
        int next = text.at(end);
        return next == '-' && hasDigitNear(text, end + 1, 1)
                || (next == '/' || next == '.') && CodePoint.isAsciiDigit(text.at(end + 1))
                || next == '@' && Symbols.isPart(text.at(end + 1));
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
