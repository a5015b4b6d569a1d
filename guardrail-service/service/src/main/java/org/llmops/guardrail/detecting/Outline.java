package org.llmops.guardrail.detecting;

import java.util.Arrays;
import org.llmops.guardrail.normalising.EightByEight;

/**
 * Of which kinds the signs of a text are: a bit for each kind and code point, of which 64, a block, are looked at together. So
 * detectors pass over what holds nothing of what they look for, mostly words. It keeps what the text keeps, and is made once
 * for all who look at the text, as far as that is known.
 */
public final class Outline {
    /** So many code points lie in a block. */
    public static final int BLOCK = 64;

    /** What a sign may be. */
    public enum Kind {
        /** A digit of any script. */
        DIGIT,
        /** A letter, digit or mark of a script with spaces between words. */
        PART,
        /** A letter, digit or mark of a script without them. */
        UNSPACED,
        /** A capital letter. */
        CAPITAL,
        /** The sign of e-mail addresses. */
        AT,
        /** A full stop or colon, ASCII only. */
        POINT,
        /** A hexadecimal digit, ASCII only. */
        HEXADECIMAL,
        /** What a phone number may begin with before its digits. */
        LEAD
    }

    private static final int KINDS = Kind.values().length;

    /** What of a code point is known without asking Unicode. */
    private static final long[] USUAL = new long[0x3000];

    static {
        for (int codePoint = 0; codePoint < USUAL.length; codePoint++) {
            USUAL[codePoint] = kinds(codePoint);
        }
    }

    private static final int TOGETHER = 8;

    private static final int HALF = TOGETHER / 2;
    private static final int ASCII = 0x7F;

    /** Of no text. */
    public static final Outline NONE = new Outline();

    /** For each block a word of bits for each kind. */
    private long[] kinds = new long[KINDS];

    private int firstBlock;
    private int end;

    private Outline() {}

    /** The outline of a text up to the end of what is known. */
    public static Outline of(GrowingText text) {
        Outline outline = text.made(Outline.class, Outline::new);
        outline.advance(text);
        return outline;
    }

    /** Which code points of a block are of a kind; none of a block that is not known. */
    public long of(Kind kind, int block) {
        int index = (block - firstBlock) * KINDS + kind.ordinal();
        return index >= 0 && index < kinds.length ? kinds[index] : 0;
    }

    /** Which of the 64 code points from a place on are of a kind. */
    public long from(Kind kind, int place) {
        return of(kind, place >> 6) >>> place | of(kind, (place >> 6) + 1) << 1 << ~place;
    }

    /** The same, of the code point so many, fewer than {@link #BLOCK}, before each. */
    public long before(Kind kind, int block, int distance) {
        return of(kind, block) << distance | of(kind, block - 1) >>> BLOCK - distance;
    }

    /** The same, of the code point so many, fewer than {@link #BLOCK}, behind each. */
    public long behind(Kind kind, int block, int distance) {
        return of(kind, block) >>> distance | of(kind, block + 1) << BLOCK - distance;
    }

    /** The first place from one on that is of a kind, or {@code limit} if that comes before. */
    public int next(Kind kind, int from, int limit) {
        return next(kind, from, limit, 0);
    }

    /** The first place from one on that is not of a kind, or {@code limit} if that comes before. */
    public int nextOther(Kind kind, int from, int limit) {
        return next(kind, from, limit, -1L);
    }

    private int next(Kind kind, int from, int limit, long inverted) {
        long left = (of(kind, from >> 6) ^ inverted) >>> from;
        return left == 0
                ? nextBehind(kind, from >> 6, limit, inverted)
                : Math.min(limit, from + Long.numberOfTrailingZeros(left));
    }

    private int nextBehind(Kind kind, int before, int limit, long inverted) {
        for (int block = before + 1; block << 6 < limit; block++) {
            long left = of(kind, block) ^ inverted;
            if (left != 0) {
                return Math.min(limit, (block << 6) + Long.numberOfTrailingZeros(left));
            }
        }
        return limit;
    }

    /** How many are of a kind in a stretch. */
    public int count(Kind kind, int from, int to) {
        int count = 0;
        for (int start = from; start < to; start = (start | BLOCK - 1) + 1) {
            int length = Math.min(to, (start | BLOCK - 1) + 1) - start;
            count += Long.bitCount(of(kind, start >> 6) >>> start & -1L >>> -length);
        }
        return count;
    }

    /**
     * Of these places of a block, those from which on so many digits, at most sixteen, come in a row: no letter stands between
     * them, and never as many other signs as {@code gap}, two to five, side by side.
     */
    public long rows(long places, int block, int least, int gap) {
        int from = block << 6;
        long rows = 0;
        if (places == 0 || count(Kind.DIGIT, from, from + 2 * BLOCK) < least) {
            return rows;
        }
        for (long left = places; left != 0; left &= left - 1) {
            int place = from + Long.numberOfTrailingZeros(left);
            long digits = from(Kind.DIGIT, place);
            long stops = ~digits;
            for (int more = 1; more < gap; more++) {
                stops &= ~digits >>> more;
            }
            stops |= from(Kind.PART, place) & ~digits;
            long row = digits & Long.lowestOneBit(stops) - 1;
            rows |= Long.bitCount(row) >= least ? Long.lowestOneBit(left) : 0;
        }
        return rows;
    }

    private void advance(GrowingText text) {
        if (text.end() <= end) {
            return;
        }
        forget(text.firstKept() >> 6);
        int needed = ((text.end() - 1 >> 6) - firstBlock + 1) * KINDS;
        if (needed > kinds.length) {
            kinds = Arrays.copyOf(kinds, Math.max(needed, text.isComplete() ? 0 : 2 * kinds.length));
        }
        int[] codePoints = text.codePoints(end, text.end());
        int first = text.firstKept();
        while (end < text.end() && end % TOGETHER != 0) {
            addOne(codePoints[end - first]);
        }
        for (int left = (text.end() - end) / TOGETHER; left > 0; left--) {
            add(kindsOfMany(codePoints, end - first));
            end += TOGETHER;
        }
        while (end < text.end()) {
            addOne(codePoints[end - first]);
        }
    }

    private void addOne(int codePoint) {
        add(kindsOf(codePoint));
        end++;
    }

    /** The kinds of eight signs as one byte each. */
    private static long kindsOfMany(int[] codePoints, int from) {
        return kindsOfHalf(codePoints, from) | kindsOfHalf(codePoints, from + HALF) << Integer.SIZE;
    }

    /** Written out, because it takes a third less time than a loop. */
    private static long kindsOfHalf(int[] codePoints, int from) {
        int one = codePoints[from];
        int two = codePoints[from + 1];
        int three = codePoints[from + 2];
        int four = codePoints[from + 3];
        return ((one | two | three | four) & ~ASCII) == 0
                ? USUAL[one & ASCII] | USUAL[two & ASCII] << 8 | USUAL[three & ASCII] << 16 | USUAL[four & ASCII] << 24
                : kindsOf(one) | kindsOf(two) << 8 | kindsOf(three) << 16 | kindsOf(four) << 24;
    }

    /** Turns kinds of each sign into signs of each kind. */
    private void add(long signs) {
        long turned = EightByEight.turned(signs);
        int index = ((end >> 6) - firstBlock) * KINDS;
        for (int kind = 0; kind < KINDS; kind++) {
            kinds[index + kind] |= (turned >>> kind * TOGETHER & 0xFF) << end;
        }
    }

    /** As the text forgets: moving only when half is waste keeps the copying linear. */
    private void forget(int before) {
        int waste = (before - firstBlock) * KINDS;
        if (waste > kinds.length / 2) {
            int known = Math.max(0, kinds.length - waste);
            System.arraycopy(kinds, kinds.length - known, kinds, 0, known);
            Arrays.fill(kinds, known, kinds.length, 0);
            firstBlock = before;
        }
    }

    private static long kindsOf(int codePoint) {
        return codePoint < USUAL.length ? USUAL[codePoint] : kinds(codePoint);
    }

    private static int kinds(int codePoint) {
        boolean alphanumeric = CodePoint.isAlphanumeric(codePoint);
        boolean unspaced = alphanumeric && CodePoint.isUnspaced(codePoint);
        boolean capital = Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
        return bit(Kind.DIGIT, CodePoint.digit(codePoint) >= 0)
                | bit(Kind.PART, alphanumeric && !unspaced)
                | bit(Kind.UNSPACED, unspaced)
                | bit(Kind.CAPITAL, capital)
                | bit(Kind.AT, codePoint == '@')
                | bit(Kind.POINT, codePoint == '.' || codePoint == ':')
                | bit(Kind.HEXADECIMAL, CodePoint.isHexDigit(codePoint))
                | bit(Kind.LEAD, "+\uFF0B(\uFF08[\uFF3B".indexOf(codePoint) >= 0);
    }

    private static int bit(Kind kind, boolean is) {
        return is ? 1 << kind.ordinal() : 0;
    }
}
