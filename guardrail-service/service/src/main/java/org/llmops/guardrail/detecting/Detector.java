package org.llmops.guardrail.detecting;

import java.util.function.Consumer;

/**
 * Finds one kind of entity. What it reports may depend on nothing but the text, never on how the text arrived: that is
 * what makes a streamed answer equal to a whole one.
 */
public interface Detector {
    /** How many code points before the position of a scan a detector may look at. */
    int LOOK_BEHIND = 2;

    /**
     * The most that a detector ever leaves undecided, in code points; the longest is an e-mail address (64 + 1 + 255).
     */
    int MAX_UNDECIDED = 324;

    /**
     * Reports every match that starts at or after {@code from} and that no further text can change.
     *
     * @return where the next scan has to go on: the start of the earliest match that is still open, or the text's end
     */
    int scan(GrowingText text, int from, Consumer<Match> found);
}
