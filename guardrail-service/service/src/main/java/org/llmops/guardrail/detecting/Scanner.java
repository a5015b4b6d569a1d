package org.llmops.guardrail.detecting;

import java.util.function.Consumer;

/**
 * Goes through one text. What it reports may depend on nothing but the text and its scene, never on how the text
 * arrived: that is what makes a streamed answer equal to a whole one.
 */
public interface Scanner {
    /**
     * Reports every match that starts at or after {@code from} and that no further text can change.
     *
     * @return where the next scan has to go on: the start of the earliest match that is still open, or the text's end
     */
    int scan(GrowingText text, int from, Consumer<Match> found);

    /** How many code points before the position of a scan it may look at: by default, as many as a passage knows. */
    default int lookBehind() {
        return Passage.MAX_BEFORE;
    }
}
