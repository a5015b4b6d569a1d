package org.llmops.guardrail.pii;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
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
            if (announcements.mayBegin(text, from)) {
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
            long begins = begins(outline, block) & (block == first >> 6 ? -1L << first : -1L);
            for (; begins != 0; begins &= begins - 1) {
                int place = (block << 6) + Long.numberOfTrailingZeros(begins);
                if (place < to && announcements.mayBegin(text, place)) {
                    announcements.tellBeginning(
                            text, place, (recogniser, ends) -> (ends ? ended : begun).note(recogniser, place));
                }
            }
        }
        int known = text.isComplete() ? to : Math.min(to, text.end() - Announcements.BEFORE);
        watchedTo = Math.max(watchedTo, known);
    }

    /** Whether something around the candidate may announce anything. */
    boolean maySeeAny() {
        return ended.any >= from || begun.any >= end || cutIntoPhrase == from;
    }

    /** Whether something around the candidate may announce this. */
    boolean maySee(int recogniser) {
        return ended.of(recogniser) >= from || begun.of(recogniser) >= end || cutIntoPhrase == from;
    }

    /** The places of a block where a word may begin: behind no letter, with a capital, or in a script without spaces. */
    private static long begins(Outline outline, int block) {
        return outline.of(Kind.PART, block) & ~outline.before(Kind.PART, block, 1)
                | outline.of(Kind.CAPITAL, block)
                | outline.of(Kind.UNSPACED, block);
    }

    /** Where the last phrases begin. */
    private static final class Last {
        /** The last of all. */
        private int any = NOWHERE;

        /** The last that announces a recogniser, by its order; absent as long as there is none. */
        private int @Nullable [] places;

        int of(int recogniser) {
            return places == null ? NOWHERE : places[recogniser];
        }

        void note(int recogniser, int place) {
            int[] known = places;
            if (known == null) {
                known = new int[RecogniserTable.all().size()];
                Arrays.fill(known, NOWHERE);
                places = known;
            }
            known[recogniser] = Math.max(known[recogniser], place);
            any = Math.max(any, place);
        }
    }
}
