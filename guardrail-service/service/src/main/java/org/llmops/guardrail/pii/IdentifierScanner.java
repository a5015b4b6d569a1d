package org.llmops.guardrail.pii;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;
import org.llmops.guardrail.detecting.Scanner;

/**
 * Looks for all chosen identifiers in one pass: text is cut into groups of letters and digits, and where a group, or several
 * with separators between them, look like layouts of the index, these are read, checked, and weighed against each other.
 */
final class IdentifierScanner implements Scanner {
    private static final int UNDECIDED = -1;

    /** So much is known behind a block when what follows its words, within reach and the next group, may be passed over. */
    private static final int AHEAD = 3 * Outline.BLOCK;

    /** So much text decides of whatever begins before it: the longest layout, a group behind that, and words around it. */
    private static final int FAR = 3 * Symbols.MAX_GROUP;

    private final Identifiers identifiers;

    /** What stands around where any may be written, and around where letters alone have to be one. */
    private final Surroundings aroundAny;

    private final Surroundings aroundLetters;

    /** One of them. */
    private Surroundings surroundings;

    /** What was reported last: weaker readings inside it are artefacts. */
    private int reportedEnd;

    private double reportedScore;

    /** Of the text of this scan. */
    private Outline outline = Outline.NONE;

    /** The group read last. */
    private int groupEnd;

    private int groupDigits;

    private @Nullable Candidate best;

    IdentifierScanner(Identifiers identifiers) {
        this.identifiers = identifiers;
        this.aroundAny = new Surroundings(identifiers.announcements());
        this.aroundLetters = new Surroundings(identifiers.announcementsOfLetters());
        this.surroundings = aroundAny;
    }

    @Override
    public int lookBehind() {
        return Announcements.BEFORE;
    }

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        outline = Outline.of(text);
        int position = from;
        for (int block = from >> 6; block << 6 < text.end(); block++) {
            long parts = outline.of(Kind.PART, block);
            boolean ahead = text.isComplete() || (block << 6) + Outline.BLOCK + AHEAD <= text.end();
            // Behind a part stands the rest of a group that was too long for any identifier.
            long starts = parts & ~outline.before(Kind.PART, block, 1);
            for (; starts != 0; starts &= starts - 1) {
                int start = (block << 6) + Long.numberOfTrailingZeros(starts);
                if (start >= text.end()) {
                    break;
                }
                if (start < position) {
                    continue;
                }
                int length = Long.numberOfTrailingZeros(~(parts >>> start));
                boolean letters = ahead && isFarFromDigits(start, length);
                if (letters && !identifiers.ofLetters().mayBegin(length, text.at(start + length))) {
                    position = start + length;
                    continue;
                }
                if (!readGroup(text, start)) {
                    return start;
                }
                position = groupEnd;
                surroundings = letters ? aroundLetters : aroundAny;
                if (inspect(text, start, letters ? identifiers.ofLetters() : identifiers.of(), found) == UNDECIDED) {
                    return start;
                }
            }
        }
        return text.end();
    }

    /** Whether here are so many letters, all in one block, and no digit so near that an identifier could have both. */
    private boolean isFarFromDigits(int start, int length) {
        int block = start >> 6;
        long soon = outline.of(Kind.DIGIT, block) >>> start | outline.of(Kind.DIGIT, block + 1) << 1 << ~start;
        return length <= identifiers.reach()
                && (start & Outline.BLOCK - 1) + length < Outline.BLOCK
                && (soon & identifiers.withinReach()) == 0;
    }

    /** Where the group that starts here ends, and how many digits it has; false when more text may tell. */
    private boolean readGroup(GrowingText text, int start) {
        int end = start + Long.numberOfTrailingZeros(~(outline.of(Kind.PART, start >> 6) >>> start));
        if (end >> 6 == start >> 6) {
            long digits = outline.of(Kind.DIGIT, start >> 6) >>> start;
            groupDigits = Long.bitCount(digits & ~(-1L << end - start));
        } else {
            end = outline.nextOther(Kind.PART, start, Math.min(text.end(), start + Symbols.MAX_GROUP + 1));
            groupDigits = outline.count(Kind.DIGIT, start, end);
        }
        groupEnd = end;
        return end < text.end() || text.isComplete() || end - start > Symbols.MAX_GROUP;
    }

    private int inspect(GrowingText text, int start, ShapeIndex index, Consumer<Match> found) {
        int end = groupEnd;
        GroupKind kind = GroupKind.of(groupDigits, end - start);
        int digits = groupDigits;
        best = null;
        boolean decided = text.isComplete() || text.end() - start >= FAR;
        boolean partOfLonger = decided && Surroundings.isBehindLonger(text, start);
        if (!partOfLonger && follow(text, start, end, index.start(kind, end - start)) == UNDECIDED) {
            return UNDECIDED;
        }
        if (kind == GroupKind.MIXED) {
            int small = start;
            while (Character.isLowerCase(text.at(small))) {
                small++;
            }
            boolean glued = small > start + 1 && small < end && CodePoint.digit(text.at(small)) >= 0;
            if (glued
                    && follow(text, small, end, index.startGlued(GroupKind.of(digits, end - small), end - small))
                            == UNDECIDED) {
                return UNDECIDED;
            }
        }
        if (best != null) {
            report(best, found);
        }
        return end;
    }

    private void report(Candidate candidate, Consumer<Match> found) {
        boolean artefact = candidate.start() < reportedEnd && candidate.score() <= reportedScore;
        if (artefact) {
            return;
        }
        reportedEnd = candidate.end();
        reportedScore = candidate.score();
        found.accept(candidate.match());
    }

    /** Goes from group to group as long as layouts do, and tries those that end. */
    private int follow(GrowingText text, int start, int firstEnd, ShapeIndex.@Nullable Node first) {
        ShapeIndex.Node node = first;
        int end = firstEnd;
        while (node != null) {
            if (node.complete().length > 0 && tryAll(text, start, end, node) == UNDECIDED) {
                return UNDECIDED;
            }
            if (!node.goesOn()) {
                break;
            }
            int next = text.at(end);
            if (next == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            Separator separator = Separator.of(next);
            if (!node.goesOnBehind(separator)) {
                break;
            }
            int after = text.at(end + 1);
            if (after == GrowingText.UNKNOWN) {
                return UNDECIDED;
            }
            if (!Symbols.isPart(after)) {
                break;
            }
            if (!readGroup(text, end + 1)) {
                return UNDECIDED;
            }
            int length = groupEnd - end - 1;
            node = node.next(separator, length, GroupKind.of(groupDigits, length));
            end = groupEnd;
        }
        return end;
    }

    /** Of most words this tells that they are no identifier, whatever stands around them. */
    private static boolean fitsAny(GrowingText text, int start, ShapeIndex.Entry[] entries) {
        for (ShapeIndex.Entry entry : entries) {
            if (entry.layout().fits(text, start, entry.shape().upper())) {
                return true;
            }
        }
        return false;
    }

    private int tryAll(GrowingText text, int start, int end, ShapeIndex.Node node) {
        ShapeIndex.Entry[] entries = node.complete();
        if (!Announcements.isKnownBehind(text, end)) {
            return fitsAny(text, start, entries) ? UNDECIDED : end;
        }
        if (surroundings == aroundLetters && !fitsAny(text, start, entries)
                || !surroundings.look(text, outline, start, end)) {
            return end;
        }
        String capitals = null;
        for (ShapeIndex.Entry entry : surroundings.mayAnnounceAny() ? entries : node.unannounced()) {
            Recogniser recogniser = entry.recogniser();
            if (entry.announced() && !surroundings.mayAnnounce(recogniser.order())
                    || !entry.layout().fits(text, start, entry.shape().upper())
                    || surroundings.isPartOfLonger(entry.layout())) {
                continue;
            }
            String id;
            if (recogniser.isReadAsWritten()) {
                id = entry.layout().read(text, start, true);
            } else {
                capitals = capitals == null ? entry.layout().read(text, start, false) : capitals;
                id = capitals;
            }
            if (!recogniser.accepts(id)) {
                continue;
            }
            int distance = surroundings.distance(recogniser.order());
            Candidate candidate = new Candidate(recogniser, entry.shape(), start, end, distance);
            if (candidate.score() >= identifiers.minScore()
                    && candidate.score() != 0
                    && (best == null || candidate.isBetterThan(best))) {
                best = candidate;
            }
        }
        return end;
    }
}
