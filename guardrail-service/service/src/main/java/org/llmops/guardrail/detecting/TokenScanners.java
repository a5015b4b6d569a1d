package org.llmops.guardrail.detecting;

import java.util.List;
import java.util.function.Consumer;

/** Lets several detectors of tokens go through one text together, so that the insides of words are passed over once for all. */
public final class TokenScanners implements Scanner {
    private final TokenDetector[] detectors;

    /** Where each goes on. */
    private final int[] next;

    /** Which of them need text that has not arrived. */
    private final boolean[] waiting;

    public TokenScanners(List<? extends TokenDetector> detectors) {
        this.detectors = detectors.toArray(TokenDetector[]::new);
        this.next = new int[this.detectors.length];
        this.waiting = new boolean[this.detectors.length];
    }

    /** Whether a detector may be among them: those whose matches begin inside words go on their own. */
    public static boolean canTake(TokenDetector detector) {
        return !detector.beginsInsideWords();
    }

    @Override
    public int lookBehind() {
        int most = 2;
        for (TokenDetector detector : detectors) {
            most = Math.max(most, detector.lookBehind());
        }
        return most;
    }

    @Override
    public int scan(GrowingText text, int from, Consumer<Match> found) {
        int before = text.at(from - 1);
        for (int position = from; position < text.end(); position++) {
            int codePoint = text.at(position);
            boolean insideWord = CodePoint.isAsciiLetter(codePoint) && CodePoint.isAsciiAlphanumeric(before);
            before = codePoint;
            if (!insideWord) {
                ask(text, position, found);
            }
        }
        int settled = text.end();
        for (int index = 0; index < detectors.length; index++) {
            next[index] = waiting[index] ? next[index] : Math.max(next[index], text.end());
            waiting[index] = false;
            settled = Math.min(settled, next[index]);
        }
        return settled;
    }

    private void ask(GrowingText text, int position, Consumer<Match> found) {
        for (int index = 0; index < detectors.length; index++) {
            if (position < next[index] || waiting[index] || !detectors[index].mayStart(text, position)) {
                continue;
            }
            int end = detectors[index].inspect(text, position, found);
            waiting[index] = end == TokenDetector.UNDECIDED;
            next[index] = waiting[index] ? position : end;
        }
    }
}
