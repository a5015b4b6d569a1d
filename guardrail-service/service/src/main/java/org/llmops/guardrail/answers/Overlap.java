package org.llmops.guardrail.answers;

import java.util.ArrayDeque;
import java.util.Deque;
import org.llmops.guardrail.answers.ProtectedText.Word;

/**
 * Follows a text word by word and reports the stretches that repeat a protected text, bridging a word or two that were
 * changed. A long stretch is reported in pieces, so that little is held back.
 */
final class Overlap {
    /** After so many words that do not repeat anything, a stretch has ended; a changed word spoils as many as a shingle has. */
    private static final int BRIDGE = ProtectedText.SHINGLE + 2;

    /** A piece has so many half words. */
    private static final int PIECE = 128;

    /** With fewer words of some length, a stretch is a turn of phrase. */
    private static final int MIN_TELLING = 4;

    private static final int NOT_BEGUN = -1;

    private final ProtectedText secret;
    private final Found found;
    private final Deque<Word> last = new ArrayDeque<>();
    private final Deque<Long> hashes = new ArrayDeque<>();

    private boolean inStretch;

    /** Whether a piece of this stretch was reported already. */
    private boolean goesOn;

    private int start = NOT_BEGUN;
    private int end;
    private int halves;
    private int telling;
    private int needed;
    private int wordsSinceHit;

    Overlap(ProtectedText secret, Found found) {
        this.secret = secret;
        this.found = found;
    }

    /** Takes what was found: from where to where, and how many words it repeats. */
    @FunctionalInterface
    interface Found {
        void accept(int start, int end, int words);
    }

    void take(Word word) {
        last.addLast(word);
        hashes.addLast(word.hash());
        if (last.size() > ProtectedText.SHINGLE) {
            last.removeFirst();
            hashes.removeFirst();
        }
        int need = last.size() == ProtectedText.SHINGLE && secret.hasWord(word.hash())
                ? secret.needed(ProtectedText.join(hashes))
                : 0;
        if (need > 0) {
            hit(need);
        } else if (inStretch && ++wordsSinceHit > BRIDGE) {
            finish();
        }
    }

    private void hit(int need) {
        int fresh = inStretch ? Math.min(ProtectedText.SHINGLE, wordsSinceHit + 1) : ProtectedText.SHINGLE;
        int skip = ProtectedText.SHINGLE - fresh;
        needed = inStretch ? Math.min(needed, need) : need;
        for (Word word : last) {
            if (skip-- > 0) {
                continue;
            }
            if (start == NOT_BEGUN) {
                start = word.start();
            }
            halves += word.halves();
            telling += word.telling() ? 1 : 0;
            end = word.end();
        }
        inStretch = true;
        wordsSinceHit = 0;
        if (halves >= PIECE) {
            report();
            goesOn = true;
        }
    }

    /** The text has ended, or the stretch has. */
    void finish() {
        if (inStretch && start != NOT_BEGUN && (goesOn || halves >= needed && telling >= MIN_TELLING)) {
            report();
        }
        inStretch = false;
        goesOn = false;
        start = NOT_BEGUN;
        halves = 0;
        telling = 0;
        wordsSinceHit = 0;
    }

    private void report() {
        found.accept(start, end, halves / 2);
        start = NOT_BEGUN;
        halves = 0;
        telling = 0;
    }

    /** Where a stretch begins that may still grow; {@link Integer#MAX_VALUE} if there is none. */
    int openFrom() {
        if (start != NOT_BEGUN) {
            return start;
        }
        int open = Integer.MAX_VALUE;
        int words = 0;
        for (var word = last.descendingIterator(); word.hasNext() && words < ProtectedText.SHINGLE - 1; words++) {
            Word before = word.next();
            if (!secret.hasWord(before.hash())) {
                break;
            }
            open = before.start();
        }
        return open;
    }
}
