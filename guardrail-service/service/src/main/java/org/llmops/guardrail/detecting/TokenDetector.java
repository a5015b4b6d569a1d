package org.llmops.guardrail.detecting;

import java.util.function.Consumer;

/**
 * A detector whose matches can only begin at certain places, each of which is inspected on its own; keeps nothing of a
 * text.
 */
public abstract class TokenDetector implements LocalDetector, Scanner {
    /** The answer of an inspection that needs text which has not arrived. */
    protected static final int UNDECIDED = -1;

    @Override
    public final Scanner open(Scene scene) {
        return this;
    }

    @Override
    public final int scan(GrowingText text, int from, Consumer<Match> found) {
        int position = from;
        while (position < text.end()) {
            if (!mayStart(text, position)) {
                position++;
                continue;
            }
            int next = inspect(text, position, found);
            if (next == UNDECIDED) {
                return position;
            }
            position = next;
        }
        return text.end();
    }

    /** Whether a match may begin with a letter that stands right behind another letter or a digit, all of them ASCII. */
    protected boolean beginsInsideWords() {
        return false;
    }

    /** Whether a match could begin here, judged by this code point and those before it. */
    protected abstract boolean mayStart(GrowingText text, int position);

    /** Reports what begins here and returns where to go on, behind {@code start}; or {@link #UNDECIDED}. */
    protected abstract int inspect(GrowingText text, int start, Consumer<Match> found);
}
