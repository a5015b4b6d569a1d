package org.llmops.guardrail.normalising;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the stretches of a growing text that may say something else than they show: runs that look like a code, and what
 * follows an escape, a character that shows nothing, letters of two scripts in a word, letters set apart, or letters that
 * make more sense rotated or backwards. Told code point by code point, it says from where on a stretch is still open, so
 * that a stream holds back that and no more. Where stretches lie depends on the text alone.
 */
public final class DisguisedStretches {
    /** A stretch is at most so long, in code points; what goes on is cut with an overlap. */
    public static final int MAX_LENGTH = 4096;

    /** Divides by the digits that stand for whole bytes in base64 and hexadecimal, so that what goes on is in step. */
    private static final int OVERLAP = 1032;

    /** A sentence without an end is cut at the next gap behind so many code points; one that is disguised takes more of them. */
    static final int LONG_SENTENCE = 480;

    private static final int LONG_DISGUISED = 1920;

    static final int[] ROTATED = LetterGain.parts(Disguises.ROTATED);
    static final int[] REVERSED = LetterGain.parts(Disguises.REVERSED);

    /** Behind the end of a text. */
    private static final int NOTHING = -1;

    /**
     * With less gained behind every word, the letters of a passage make no sense turned: a passage is no longer than a long
     * sentence, so that it lies in two sentences at most.
     */
    private static final int SUSPICIOUS = LetterGain.PLENTY * 3 / 7;

    /** How many positions are looked at together for that. */
    private static final int BLOCK_BITS = 6;

    private final CodeRun code = new CodeRun();
    private final LetterGain rotated = new LetterGain(ROTATED);
    private final LetterGain backwards = new LetterGain(REVERSED);
    private final PlainWords plain = new PlainWords();
    private final LoneCharacters lone = new LoneCharacters();
    private final RecentLetters letters = new RecentLetters();

    /** The blocks with letters that may make sense turned. */
    private final BitSet suspicious = new BitSet();

    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private int count;

    /** The next position; everything before it is known. */
    private int position;

    private int sentence;
    private int cue = -1;

    /** What of a disguised sentence lies before it was in a stretch already. */
    private int given;

    private int word;

    /** What letters of codes gain, which does not count. */
    private int forgone;

    /** Where letters began that do not count yet; below 0 if there are none. */
    private int uncounted = -1;

    private boolean latin;
    private boolean strange;
    private int before = ' ';

    /** How many code points it has been told of. */
    public int position() {
        return position;
    }

    public int count() {
        return count;
    }

    /** Where a stretch begins, by its number in the order of their ends. */
    public int start(int number) {
        return starts[number];
    }

    /** Before which position it ends. */
    public int end(int number) {
        return ends[number];
    }

    /** Whether whole words from one position to another may make more sense rotated or backwards, as far as is known. */
    public boolean mayBeTurned(int from, int to) {
        int block = suspicious.nextSetBit(from >> BLOCK_BITS);
        return to > position || block >= 0 && block <= to >> BLOCK_BITS;
    }

    /** Where the earliest stretch begins that is still open, or could turn out to be one; the position, if there is none. */
    public int openFrom() {
        int open = Math.min(position, Math.min(lone.from(position), Math.max(word, position - CodeRun.LONGEST_WORD)));
        open = Math.min(open, Math.min(rotated.from(position), backwards.from(position)));
        open = Math.min(open, code.from(position));
        return Math.max(given, cue < 0 ? open : Math.min(open, cue));
    }

    /**
     * Goes on by what has arrived, as far as what is to follow does not matter.
     *
     * @param codePoints among which the next one has this index
     * @param end behind the index of the last that is known
     * @param complete whether nothing follows it
     */
    public void take(int[] codePoints, int from, int end, boolean complete) {
        int index = takePlainWords(codePoints, from, end);
        while (index < end) {
            int codePoint = codePoints[index];
            int next = index + 1 < end ? codePoints[index + 1] : NOTHING;
            if (next == NOTHING && !complete && wantsNext(codePoint)) {
                return;
            }
            take(codePoint, next);
            index = takePlainWords(codePoints, index + 1, end);
        }
    }

    /** Takes words that give nothing away, as many as there are; returns the index behind them. */
    private int takePlainWords(int[] codePoints, int from, int end) {
        boolean certain = forgone <= SUSPICIOUS - LetterGain.NOTABLE;
        if (cue >= 0 || uncounted >= 0 || code.start() >= 0 || lone.areAny() || !certain) {
            return from;
        }
        int shift = position - from;
        plain.read(codePoints, from, end, from - lone.length(), sentence - shift, rotated.gain(), backwards.gain());
        int taken = plain.end();
        if (taken > from) {
            rotated.gain(plain.rotated());
            backwards.gain(plain.backwards());
            lone.takeMany(taken - plain.word());
            if (plain.word() > from) {
                word = plain.word() + shift;
                latin = false;
                strange = false;
            }
            latin |= plain.haveLetters();
            sentence = plain.sentence() + shift;
            before = codePoints[taken - 1];
            position = taken + shift;
            letters.put(position - 1, 0);
        }
        return taken;
    }

    /** Whether what follows this code point must be known to go on: it may decide whether a sentence ends. */
    private boolean wantsNext(int codePoint) {
        if (AsciiKind.of(codePoint) != AsciiKind.OTHER) {
            return false;
        }
        return switch (codePoint) {
            case '%', '&', '\\', '.', '!', '?', '…', '؟' -> true;
            case '。', '！', '？', '।' -> isBlank(before);
            default -> false;
        };
    }

    /** Goes on by one code point, behind which stands the next, which must be known if it {@link #wantsNext}. */
    private void take(int codePoint, int next) {
        int letter = letter(codePoint);
        letters.put(position, letter);
        if (letter != 0) {
            beginLetters();
            readLetter();
            latin = true;
            takeWordPart(codePoint, letter);
            if (position - uncounted == CodeRun.LONGEST_WORD) {
                countLetters(position);
                uncounted = -1;
                beginLetters();
            }
        } else {
            endLetters();
            switch (AsciiKind.of(codePoint)) {
                case AsciiKind.GAP -> takeGap(codePoint);
                case AsciiKind.DIGIT -> takeWordPart(codePoint, letter);
                default -> takeOther(codePoint, next);
            }
        }
        before = codePoint;
    }

    /** A letter or a digit: it ends nothing, and gives away nothing. */
    private void takeWordPart(int codePoint, int letter) {
        code.takeDigit(codePoint, letter, position);
        lone.takeWordPart(codePoint, position);
        if (code.has(MAX_LENGTH, position)) {
            cutCode();
        }
        position++;
        goOn(false);
    }

    private void takeGap(int codePoint) {
        word = position + 1;
        latin = false;
        strange = false;
        endCode();
        lone.takeGap(position);
        if (lone.areMany()) {
            cueAt(lone.from(position));
        }
        position++;
        goOn(codePoint == '\n' || position - sentence >= (cue < 0 ? LONG_SENTENCE : LONG_DISGUISED));
    }

    private void takeOther(int codePoint, int next) {
        if (isBlank(codePoint)) {
            takeGap(codePoint);
            return;
        }
        if (codePoint > 0x7F) {
            if (isUnspaced(codePoint)) {
                word = position + 1;
                latin = false;
                strange = false;
            }
            strange |= LookalikeLetters.meant(codePoint) != 0;
        }
        if (CodeRun.goesOn(codePoint) || codePoint == '=' && code.start() >= 0) {
            code.takeDigit(codePoint, 0, position);
            if (code.has(MAX_LENGTH, position)) {
                cutCode();
            }
        } else {
            endCode();
        }
        lone.takeWordPart(codePoint, position);
        if (shows(codePoint, next)) {
            cueAt(Math.max(word, position - CodeRun.LONGEST_WORD));
        }
        if (isReversedEnd(codePoint, next)) {
            cueAt(position);
        }
        position++;
        goOn(endsSentence(codePoint, next));
    }

    private void goOn(boolean ended) {
        if (ended) {
            endSentence();
        } else if (cue >= 0) {
            cutSentence();
        }
    }

    private void endCode() {
        if (cue < 0 && code.has(CodeRun.MIN_LENGTH, position - 1)) {
            add(code.start(), position);
        }
        code.end();
    }

    private void beginLetters() {
        if (uncounted < 0) {
            uncounted = position;
            rotated.begin();
            backwards.begin();
        }
    }

    /** Reads the letter, or the gap, at the position. */
    private void readLetter() {
        int pair = LetterGain.pair(letters.at(position - 1), letters.at(position));
        rotated.read(pair);
        backwards.read(pair);
    }

    private void endLetters() {
        if (uncounted >= 0) {
            readLetter();
            countLetters(position + 1);
            uncounted = -1;
        }
    }

    /** Counts the letters that were read; those of a code follow each other by chance, and gain by chance. */
    private void countLetters(int end) {
        if (Math.max(rotated.sum(), backwards.sum()) + forgone >= SUSPICIOUS) {
            suspicious.set(position >> BLOCK_BITS);
        }
        if (code.has(CodeRun.MIN_LENGTH, end - 1)) {
            forgone += Math.max(0, Math.max(rotated.sum() - rotated.gain(), backwards.sum() - backwards.gain()));
        } else {
            rotated.count(letters, uncounted, end);
            backwards.count(letters, uncounted, end);
            if (rotated.isPlenty()) {
                cueAt(Math.min(rotated.from(end), code.from(end)));
            }
            if (backwards.isPlenty()) {
                cueAt(Math.min(backwards.from(end), code.from(end)));
            }
        }
    }

    private static int letter(int codePoint) {
        return codePoint < 0x80 ? LetterPairs.number((char) codePoint) : 0;
    }

    private void cutCode() {
        if (cue < 0) {
            add(code.start(), position + 1);
        }
        code.goesOnFrom(position + 1 - OVERLAP);
    }

    private void cutSentence() {
        if (position - cue == MAX_LENGTH) {
            add(cue, position);
            given = position - OVERLAP;
            cue = given;
        }
    }

    /** No more will come. */
    public void end() {
        letters.put(position, 0);
        endLetters();
        endCode();
        endSentence();
    }

    private void cueAt(int start) {
        cue = Math.max(given, cue < 0 ? start : Math.min(cue, start));
    }

    private void endSentence() {
        if (cue >= 0) {
            add(cue, position);
        }
        cue = -1;
        sentence = position;
        word = position;
        lone.clear();
        forgone = 0;
        rotated.clear(position);
        backwards.clear(position);
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        starts[count] = start;
        ends[count++] = end;
    }

    /** Whether this code point, with the next one, gives a disguise away. */
    private boolean shows(int codePoint, int next) {
        return switch (codePoint) {
            case '%' -> isHexDigit(next);
            case '&' -> next == '#' || LetterPairs.number((char) Math.clamp(next, 0, 0xFFFF)) != 0;
            case '\\' -> next == 'u' || next == 'x' || next == 'U';
            default -> codePoint > 0x7F && (latin && strange || Invisible.isStrange(codePoint, before));
        };
    }

    /** A sign that ends sentences, behind a gap and with a letter of another script than Latin right behind it. */
    private boolean isReversedEnd(int codePoint, int next) {
        return isBlank(before) && Disguises.endsSentences(codePoint) && next >= 0x0370 && Character.isLetter(next);
    }

    private boolean endsSentence(int codePoint, int next) {
        return switch (codePoint) {
            // Behind a gap it belongs to letters set apart, or to a text that is written backwards.
            case '。', '！', '？', '।' -> !isBlank(before);
            case '.', '!', '?', '…', '؟' -> (next == ' ' || next == '\t') && !isBlank(before);
            default -> false;
        };
    }

    static boolean isBlank(int codePoint) {
        return codePoint == ' ' || codePoint == '\n' || codePoint == '\t' || codePoint == '\r' || codePoint == 0x3000;
    }

    private static boolean isUnspaced(int codePoint) {
        return codePoint >= 0x2E80 && codePoint < 0xFF00 && Character.isLetter(codePoint);
    }

    private static boolean isHexDigit(int codePoint) {
        int lower = codePoint | 0x20;
        return codePoint >= '0' && codePoint <= '9' || lower >= 'a' && lower <= 'f';
    }
}
