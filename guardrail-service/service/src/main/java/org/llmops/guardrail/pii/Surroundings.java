package org.llmops.guardrail.pii;

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
    private boolean touched;
    private boolean joined;
    private boolean joinedByColon;
    private boolean amount;
    private boolean signed;

    Surroundings(Announcements announcements) {
        this.announcements = announcements;
        this.watch = new AnnouncementWatch(announcements);
    }

    /** Goes to a candidate; needs all text up to {@link Announcements#behindEnd}. */
    void look(GrowingText text, Outline outline, int start, int end) {
        this.text = text;
        this.start = start;
        this.end = end;
        measured = false;
        touched = false;
        watch.goTo(text, outline, start, end);
    }

    /** Whether anything may be announced. */
    boolean mayAnnounceAny() {
        return watch.maySeeAny();
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

    /** Digits of a decimal, an amount, a longer hyphenated code, an address or a path are no identifier. */
    boolean isPartOfLonger(Layout layout) {
        if (!touched) {
            touch();
            touched = true;
        }
        return joined
                || joinedByColon && layout.separators().contains(Separator.COLON)
                || layout.isDigitsOnly() && (amount || signed && layout.groups() < 2);
    }

    private void touch() {
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
