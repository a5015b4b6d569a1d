package org.llmops.guardrail.pii;

import java.util.Arrays;
import java.util.BitSet;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;

/**
 * Goes through a text beside the candidates and keeps where phrases that announce something begin, so that the words around
 * a candidate are read only where some may announce it. Looks at each word once, mostly at its first letters alone.
 */
final class AnnouncementWatch {
    private static final int NOWHERE = -1;

    private final Announcements announcements;

    /** What was seen last, as words of their own. */
    private final Last ended = new Last();

    /** And wherever they end: behind a candidate a phrase may be all that is known of a longer word. */
    private final Last begun = new Last();

    /** Before which place all phrases are known. */
    private int watchedTo;

    /** Behind which place a phrase has to begin now. */
    private int from;

    /** Where the candidate ends. */
    private int end;

    /** Where the stretch begins, if that is inside a word, with what reads like a phrase. */
    private int cutIntoPhrase = NOWHERE;

    private int lookedForCut = NOWHERE;

    AnnouncementWatch(Announcements announcements) {
        this.announcements = announcements;
    }

    /** Goes on to a candidate, which does not begin before the last one. */
    void goTo(GrowingText text, Outline outline, int start, int end) {
        from = Math.max(0, start - Announcements.BEFORE);
        this.end = end;
        if (from != lookedForCut) {
            lookedForCut = from;
            boolean inside = (begins(outline, from >> 6) >>> from & 1) == 0;
            if (inside && announcements.mayBegin(text.at(from), text.at(from + 1), text.at(from + 2))) {
                announcements.tellBeginning(
                        text, from, (recogniser, ends) -> cutIntoPhrase = ends ? from : cutIntoPhrase);
            }
        }
        int to = Math.min(text.end(), end + Announcements.BEHIND);
        if (watchedTo < to) {
            watch(text, outline, Math.max(from, watchedTo), to);
        }
    }

    private void watch(GrowingText text, Outline outline, int first, int to) {
        for (int block = first >> 6; block << 6 < to; block++) {
            long begins = begins(outline, block)
                    & (block == first >> 6 ? -1L << first : -1L)
                    & (block == to >> 6 ? ~(-1L << to) : -1L);
            for (long told = mayBegin(text, block, begins); told != 0; told &= told - 1) {
                int place = (block << 6) + Long.numberOfTrailingZeros(told);
                announcements.tellBeginning(
                        text, place, (recogniser, ends) -> (ends ? ended : begun).note(recogniser, place));
            }
        }
        int known = text.isComplete() ? to : Math.min(to, text.end() - Announcements.BEFORE);
        watchedTo = Math.max(watchedTo, known);
    }

    /** Of these places of a block those where a phrase may begin; without a branch for each, which could not be foreseen. */
    private long mayBegin(GrowingText text, int block, long places) {
        int start = block << 6;
        long told = 0;
        if (start + Outline.BLOCK + 2 > text.end() || start < text.firstKept()) {
            for (long left = places; left != 0; left &= left - 1) {
                int place = start + Long.numberOfTrailingZeros(left);
                told |= announcements.mayBegin(text.at(place), text.at(place + 1), text.at(place + 2))
                        ? 1L << place
                        : 0;
            }
            return told;
        }
        int[] codePoints = text.codePoints(start, start + Outline.BLOCK + 2);
        int shift = start - text.firstKept();
        for (long left = places; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            int at = shift + place;
            long may = announcements.mayBegin(codePoints[at], codePoints[at + 1], codePoints[at + 2]) ? 1 : 0;
            told |= may << place;
        }
        return told;
    }

    /** Whether something around the candidate may announce any of these. */
    boolean maySeeAny(BitSet recognisers) {
        return ended.hasAny(recognisers, from, from) || begun.hasAny(recognisers, end, from) || cutIntoPhrase == from;
    }

    /** Whether something around the candidate may announce this. */
    boolean maySee(int recogniser) {
        return ended.of(recogniser) >= from || begun.of(recogniser) >= end || cutIntoPhrase == from;
    }

    /** The places of a block where a word may begin: behind no letter, with a capital behind none, or in a script without spaces. */
    private static long begins(Outline outline, int block) {
        return outline.of(Kind.PART, block) & ~outline.before(Kind.PART, block, 1)
                | outline.of(Kind.CAPITAL, block) & ~outline.before(Kind.CAPITAL, block, 1)
                | outline.of(Kind.UNSPACED, block);
    }

    /** Where the last phrases begin. */
    private static final class Last {
        /** The last that announces a recogniser, by its order. */
        private int[] places = {};

        /** Those that have one. */
        private int[] near = {};

        private int count;

        int of(int recogniser) {
            return count == 0 ? NOWHERE : places[recogniser];
        }

        /** Whether a phrase from a place on announces any of these; what lies before another place is forgotten. */
        boolean hasAny(BitSet recognisers, int place, int left) {
            boolean any = false;
            int kept = 0;
            for (int index = 0; index < count; index++) {
                int recogniser = near[index];
                if (places[recogniser] < left) {
                    places[recogniser] = NOWHERE;
                    continue;
                }
                near[kept++] = recogniser;
                any |= places[recogniser] >= place && recognisers.get(recogniser);
            }
            count = kept;
            return any;
        }

        void note(int recogniser, int place) {
            if (places.length == 0) {
                places = new int[RecogniserTable.all().size()];
                near = new int[places.length];
                Arrays.fill(places, NOWHERE);
            }
            if (places[recogniser] == NOWHERE) {
                near[count++] = recogniser;
            }
            places[recogniser] = Math.max(places[recogniser], place);
        }
    }
}
