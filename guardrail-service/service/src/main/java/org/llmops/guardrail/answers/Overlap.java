package org.llmops.guardrail.answers;

import org.llmops.guardrail.detecting.PassageWords;

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

    /** Of those of the last words that stand in a protected text, each at its number modulo {@link ProtectedText#SHINGLE}. */
    private final long[] hashes = new long[ProtectedText.SHINGLE];

    private final int[] starts = new int[ProtectedText.SHINGLE];
    private final int[] ends = new int[ProtectedText.SHINGLE];
    private final int[] halfWords = new int[ProtectedText.SHINGLE];
    private final boolean[] tells = new boolean[ProtectedText.SHINGLE];

    /** How many words there were. */
    private int words;

    /** How many of the last stand in a protected text, one behind the other. */
    private int knownWords;

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

    /** Goes on by the words of a passage as it is written, which begins at this place. */
    void take(PassageWords known, int offset) {
        int first = 0;
        if (!inStretch && known.count() >= ProtectedText.SHINGLE && !mayRepeat(known)) {
            // Only the last words matter for what comes behind.
            first = known.count() - ProtectedText.SHINGLE + 1;
            words += first;
            knownWords = 0;
        }
        for (int word = first; word < known.count(); word++) {
            int from = known.start(word);
            int to = known.end(word);
            take(known.hash(word), offset + from, offset + to, 2, ProtectedText.tells(to - from));
        }
    }

    /** Whether so many words in a row as a shingle has may stand in a protected text, those before the passage included. */
    private boolean mayRepeat(PassageWords known) {
        int row = knownWords;
        for (int word = 0; word < known.count(); word++) {
            row = secret.mayHaveWord(known.hash(word)) ? row + 1 : 0;
            if (row >= ProtectedText.SHINGLE) {
                return true;
            }
        }
        return false;
    }

    /** Goes on by a word, as {@link ProtectedText.Words} are told of it. */
    void take(long hash, int from, int to, int halvesOfIt, boolean telling) {
        int slot = words++ % ProtectedText.SHINGLE;
        int need = 0;
        if (secret.hasWord(hash)) {
            hashes[slot] = hash;
            starts[slot] = from;
            ends[slot] = to;
            halfWords[slot] = halvesOfIt;
            tells[slot] = telling;
            need = ++knownWords >= ProtectedText.SHINGLE ? secret.needed(ProtectedText.join(hashes, words)) : 0;
        } else {
            knownWords = 0;
        }
        if (need > 0) {
            hit(need);
        } else if (inStretch && ++wordsSinceHit > BRIDGE) {
            finish();
        }
    }

    private void hit(int need) {
        int fresh = inStretch ? Math.min(ProtectedText.SHINGLE, wordsSinceHit + 1) : ProtectedText.SHINGLE;
        needed = inStretch ? Math.min(needed, need) : need;
        for (int word = words - fresh; word < words; word++) {
            int slot = word % ProtectedText.SHINGLE;
            start = start == NOT_BEGUN ? starts[slot] : start;
            halves += halfWords[slot];
            telling += tells[slot] ? 1 : 0;
            end = ends[slot];
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
        int last = Math.min(knownWords, ProtectedText.SHINGLE - 1);
        return last == 0 ? Integer.MAX_VALUE : starts[(words - last) % ProtectedText.SHINGLE];
    }
}
