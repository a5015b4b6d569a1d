package org.llmops.guardrail.detecting;

import java.util.function.Consumer;

/**
 * A detector whose matches can only begin at certain places, each of which is inspected on its own; keeps nothing of a
 * text.
 */
public abstract class TokenDetector implements LocalDetector, Scanner {
    /** The answer of an inspection that needs text which has not arrived. */
    protected static final int UNDECIDED = -1;

    /** Whether something can come of a place is judged by no more than so many code points behind its block. */
    protected static final int AHEAD = 2 * Outline.BLOCK;

    @Override
    public final Scanner open(Scene scene) {
        return this;
    }

    @Override
    public final int scan(GrowingText text, int from, Consumer<Match> found) {
        Outline outline = Outline.of(text);
        int position = from;
        for (int block = from >> 6; block << 6 < text.end(); block++) {
            long starts = starts(outline, block);
            if (starts != 0 && (text.isComplete() || (block << 6) + Outline.BLOCK + AHEAD <= text.end())) {
                starts = hopeful(text, outline, block, starts);
            }
            for (; starts != 0; starts &= starts - 1) {
                int start = (block << 6) + Long.numberOfTrailingZeros(starts);
                if (start >= text.end()) {
                    break;
                }
                if (start < position) {
                    continue;
                }
                position = inspect(text, start, found);
                if (position == UNDECIDED) {
                    return start;
                }
            }
        }
        return text.end();
    }

    /** The places of a block where a match may begin, by what stands there and before; rather too many than too few. */
    protected abstract long starts(Outline outline, int block);

    /**
     * Of these places, those where a match may begin judged by what follows, of which {@link #AHEAD} behind the block is known.
     * Where nothing can come of a place, nothing can of those that its inspection would pass over.
     */
    protected long hopeful(GrowingText text, Outline outline, int block, long starts) {
        return starts;
    }

    /** Reports what begins here and returns where to go on, behind {@code start}; or {@link #UNDECIDED}. */
    protected abstract int inspect(GrowingText text, int start, Consumer<Match> found);
}
