package org.llmops.guardrail.pii;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Scanner;

/**
 * Looks for all chosen identifiers in one pass: text is cut into groups of letters and digits, and where a group, or several
 * with separators between them, look like layouts of the index, these are read, checked, and weighed against each other.
 */
final class IdentifierScanner implements Scanner {
    private static final int UNDECIDED = -1;

    /** So far away a digit still shows that a hyphenated neighbour is part of a longer code. */
    private static final int NEIGHBOUR = 8;

    private final ShapeIndex index;
    private final Announcements announcements;
    private final double minScore;

    /** What was reported last: weaker readings inside it are artefacts. */
    private int reportedEnd;

    private double reportedScore;

    private @Nullable Candidate best;

    IdentifierScanner(ShapeIndex index, Announcements announcements, double minScore) {
        this.index = index;
        this.announcements = announcements;
        this.minScore = minScore;
    }

    @Override
    public int lookBehind() {
        return Announcements.BEFORE;
    }

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        int position = from;
        while (position < text.end()) {
            if (!Symbols.isPart(text.at(position))) {
                position++;
                continue;
            }
            if (Symbols.isPart(text.at(position - 1))) {
                // The rest of a group that was too long for any identifier.
                position++;
                continue;
            }
            int end = Symbols.groupEnd(text, position);
            if (end == GrowingText.UNKNOWN) {
                return position;
            }
            if (inspect(text, position, end, found) == UNDECIDED) {
                return position;
            }
            position = end;
        }
        return text.end();
    }

    private int inspect(GrowingText text, int start, int groupEnd, Consumer<Match> found) {
        int letters = 0;
        int firstDigit = groupEnd;
        for (int position = groupEnd - 1; position >= start; position--) {
            if (CodePoint.digit(text.at(position)) < 0) {
                letters++;
            } else {
                firstDigit = position;
            }
        }
        GroupKind kind =
                letters == 0 ? GroupKind.DIGITS : letters == groupEnd - start ? GroupKind.LETTERS : GroupKind.MIXED;
        best = null;
        if (follow(text, start, groupEnd, index.start(kind, groupEnd - start)) == UNDECIDED) {
            return UNDECIDED;
        }
        boolean mayBeGlued = kind == GroupKind.MIXED && firstDigit > start + 1 && areSmall(text, start, firstDigit);
        if (mayBeGlued
                && follow(text, firstDigit, groupEnd, index.startGlued(groupEnd - firstDigit)) == UNDECIDED) {
            return UNDECIDED;
        }
        if (best != null) {
            report(best, found);
        }
        return groupEnd;
    }

    private void report(Candidate candidate, Consumer<Match> found) {
        boolean artefact = candidate.start() < reportedEnd && candidate.score() <= reportedScore;
        if (artefact || candidate.score() < minScore || candidate.score() == 0) {
            return;
        }
        reportedEnd = candidate.end();
        reportedScore = candidate.score();
        found.accept(candidate.match());
    }

    /** Goes from group to group as long as layouts do, and tries those that end. */
    private int follow(GrowingText text, int start, int groupEnd, ShapeIndex.@Nullable Node first) {
        ShapeIndex.Node node = first;
        int end = groupEnd;
        while (node != null) {
            if (!node.complete().isEmpty() && tryAll(text, start, end, node.complete()) == UNDECIDED) {
                return UNDECIDED;
            }
            if (!node.goesOn()) {
                break;
            }
            int next = text.at(end);
            Separator separator = Separator.of(next);
            int after = separator == Separator.NOTHING ? GrowingText.EDGE : text.at(end + 1);
            if (next == GrowingText.UNKNOWN || after == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (!Symbols.isPart(after)) {
                break;
            }
            int nextEnd = Symbols.groupEnd(text, end + 1);
            if (nextEnd == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            node = node.next(separator, nextEnd - end - 1);
            end = nextEnd;
        }
        return end;
    }

    private int tryAll(GrowingText text, int start, int end, List<ShapeIndex.Entry> entries) {
        int[] distances = null;
        for (ShapeIndex.Entry entry : entries) {
            Recogniser recogniser = entry.recogniser();
            String id = entry.layout().read(text, start, entry.shape().upper(), recogniser.isReadAsWritten());
            if (id == null) {
                continue;
            }
            int after = text.at(end) == GrowingText.UNKNOWN ? GrowingText.UNKNOWN : Announcements.behindEnd(text, end);
            if (after == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (isPartOfLonger(text, start, end, entry.layout()) || !recogniser.accepts(id)) {
                continue;
            }
            if (distances == null) {
                distances = announcements.around(text, start, end);
            }
            int distance = distances[recogniser.order()];
            Candidate candidate = new Candidate(recogniser, entry.shape(), start, end, distance);
            if (best == null || candidate.isBetterThan(best)) {
                best = candidate;
            }
        }
        return end;
    }

    /** Digits of a decimal, an amount, a longer hyphenated code, an address or a path are no identifier. */
    private static boolean isPartOfLonger(GrowingText text, int start, int end, Layout layout) {
        int before = text.at(start - 1);
        int beforeThat = text.at(start - 2);
        int next = text.at(end);
        int afterNext = text.at(end + 1);
        boolean joinedBefore = before == '-' && hasDigitNear(text, start - 2, -1)
                || (before == '/' || before == '.') && CodePoint.isAsciiDigit(beforeThat);
        boolean joinedBehind = next == '-' && hasDigitNear(text, end + 1, 1)
                || (next == '/' || next == '.') && CodePoint.isAsciiDigit(afterNext);
        boolean colons = layout.separators().contains(Separator.COLON);
        boolean joinedByColon = colons && (before == ':' && Symbols.isPart(beforeThat) || next == ':' && Symbols.isPart(afterNext));
        boolean address = next == '@' && Symbols.isPart(afterNext);
        boolean amount = layout.isDigitsOnly() && (next == '%' || isCurrency(before) || before == '+' && layout.separators().size() < 2);
        return joinedBefore || joinedBehind || joinedByColon || address || amount;
    }

    private static boolean isCurrency(int codePoint) {
        return codePoint >= 0 && Character.getType(codePoint) == Character.CURRENCY_SYMBOL;
    }

    private static boolean hasDigitNear(GrowingText text, int from, int step) {
        for (int position = from; Math.abs(position - from) < NEIGHBOUR && Symbols.isPart(text.at(position)); position += step) {
            if (CodePoint.isAsciiDigit(text.at(position))) {
                return true;
            }
        }
        return false;
    }

    private static boolean areSmall(GrowingText text, int start, int end) {
        for (int position = start; position < end; position++) {
            if (!Character.isLowerCase(text.at(position))) {
                return false;
            }
        }
        return true;
    }
}
