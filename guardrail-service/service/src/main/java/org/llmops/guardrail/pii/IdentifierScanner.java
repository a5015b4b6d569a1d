package org.llmops.guardrail.pii;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

    /** More text may tell of what reaches so far. */
    private int open;

    /** The group read last. */
    private int groupEnd;

    private GroupKind groupKind = GroupKind.LETTERS;

    private @Nullable Candidate best;

    /** So many small letters at least stand before what is glued to them. */
    private static final int MIN_SMALL = 2;

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
        open = text.isComplete() ? Integer.MAX_VALUE : text.end();
        int reach = identifiers.reach();
        LetterLengths lengths = identifiers.lengths();
        for (int block = from >> 6; block << 6 < text.end(); block++) {
            long parts = outline.of(Kind.PART, block);
            long partsBehind = outline.of(Kind.PART, block + 1);
            long digits = outline.of(Kind.DIGIT, block);
            long digitsBehind = outline.of(Kind.DIGIT, block + 1);
            boolean ahead = text.isComplete() || (block << 6) + Outline.BLOCK + AHEAD <= text.end();
            // Behind a part stands the rest of a group that was too long for any identifier.
            long starts = parts & ~outline.before(Kind.PART, block, 1);
            long near = ahead ? lengths.nearDigits(outline, block, starts) : starts;
            starts = near | lengths.mayBegin(outline, block, starts & ~near);
            for (; starts != 0; starts &= starts - 1) {
                int start = (block << 6) + Long.numberOfTrailingZeros(starts);
                if (start >= text.end()) {
                    break;
                }
                if (start < from) {
                    continue;
                }
                long partsFrom = parts >>> start | partsBehind << 1 << ~start;
                long digitsFrom = digits >>> start | digitsBehind << 1 << ~start;
                int length = Long.numberOfTrailingZeros(~partsFrom);
                boolean letters = (near >>> start & 1) == 0 && length <= reach;
                ShapeIndex index = letters ? identifiers.ofLetters() : identifiers.of();
                if (ahead && isHopeless(text, start, partsFrom, digitsFrom, index)) {
                    continue;
                }
                surroundings = letters ? aroundLetters : aroundAny;
                if (inspect(text, start, index, found) == UNDECIDED) {
                    return start;
                }
            }
        }
        return text.end();
    }

    /**
     * Whether nothing can come of a group, judged by where it has digits, what follows it, and how long the group behind is.
     *
     * @param parts a bit for each from the start on
     */
    private static boolean isHopeless(GrowingText text, int start, long parts, long digits, ShapeIndex index) {
        int length = Long.numberOfTrailingZeros(~parts);
        int nextLength = Long.numberOfTrailingZeros(~(parts >> length >> 1));
        if (length + nextLength >= Outline.BLOCK) {
            return false;
        }
        long own = digits & ~(-1L << length);
        int nextDigits = Long.bitCount(digits >>> length >>> 1 & ~(-1L << nextLength));
        boolean mayBeGlued = own != 0 && Long.numberOfTrailingZeros(own) >= MIN_SMALL;
        return !mayBeGlued
                && !index.mayBegin(
                        GroupKind.of(Long.bitCount(own), length),
                        length,
                        text.at(start + length),
                        GroupKind.of(nextDigits, nextLength),
                        nextLength);
    }

    /** Where the group that starts here ends, and of which kind it is; false when more text may tell. */
    private boolean readGroup(GrowingText text, int start) {
        int length = Long.numberOfTrailingZeros(~outline.from(Kind.PART, start));
        int digits;
        if (length < Outline.BLOCK) {
            digits = Long.bitCount(outline.from(Kind.DIGIT, start) & ~(-1L << length));
        } else {
            int limit = Math.min(text.end(), start + Symbols.MAX_GROUP + 1);
            length = outline.nextOther(Kind.PART, start, limit) - start;
            digits = outline.count(Kind.DIGIT, start, start + length);
        }
        groupEnd = start + length;
        groupKind = GroupKind.of(digits, length);
        return groupEnd < open || length > Symbols.MAX_GROUP;
    }

    private int inspect(GrowingText text, int start, ShapeIndex index, Consumer<Match> found) {
        if (!readGroup(text, start)) {
            return UNDECIDED;
        }
        int end = groupEnd;
        GroupKind kind = groupKind;
        best = null;
        ShapeIndex.Node whole = index.start(kind, end - start);
        if (whole != null) {
            boolean decided = text.isComplete() || text.end() - start >= FAR;
            boolean partOfLonger = decided && Surroundings.isBehindLonger(text, start);
            if (!partOfLonger && follow(text, start, end, whole) == UNDECIDED) {
                return UNDECIDED;
            }
        }
        if (kind == GroupKind.MIXED) {
            int small = outline.next(Kind.DIGIT, start, end);
            ShapeIndex.Node glued = small < start + MIN_SMALL ? null : index.startGlued(kind(small, end), end - small);
            if (glued != null && areSmall(text, start, small) && follow(text, small, end, glued) == UNDECIDED) {
                return UNDECIDED;
            }
        }
        if (best != null) {
            report(best, found);
        }
        return end;
    }

    private GroupKind kind(int start, int end) {
        return GroupKind.of(outline.count(Kind.DIGIT, start, end), end - start);
    }

    private static boolean areSmall(GrowingText text, int start, int end) {
        for (int position = start; position < end; position++) {
            if (!Character.isLowerCase(text.at(position))) {
                return false;
            }
        }
        return true;
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
    private int follow(GrowingText text, int start, int firstEnd, ShapeIndex.Node first) {
        ShapeIndex.@Nullable Node node = first;
        int end = firstEnd;
        while (node != null) {
            if (node.isComplete() && tryAll(text, start, end, node) == UNDECIDED) {
                return UNDECIDED;
            }
            if (!node.goesOn()) {
                break;
            }
            if (end >= open) {
                return UNDECIDED;
            }
            Separator separator = Separator.of(text.at(end));
            if (!node.goesOnBehind(separator)) {
                break;
            }
            if (end + 1 >= open || !readGroup(text, end + 1)) {
                return UNDECIDED;
            }
            node = node.next(separator, groupEnd - end - 1, groupKind);
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
        if (!node.mayFit(text, start)
                || !fitsAny(text, start, entries)
                || !surroundings.look(text, outline, start, end)) {
            return end;
        }
        String capitals = null;
        for (ShapeIndex.Entry entry : surroundings.mayAnnounceAny(node.announced()) ? entries : node.unannounced()) {
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
