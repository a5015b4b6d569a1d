package org.llmops.guardrail.pii;

import org.llmops.guardrail.detecting.Outline;
import org.llmops.guardrail.detecting.Outline.Kind;

/**
 * How long words of letters are that may be an identifier, or begin one without a digit soon: tells those of a block from all
 * others at once, without a look at each.
 */
final class LetterLengths {
    /** How far an identifier may have a digit; words that are longer are not told of. */
    private final int reach;

    /** A bit for each length that may be all of an identifier, and for each that may if its letters are capitals. */
    private final long whole;

    private final long capitals;

    /** For each length of a word a bit for each length of the word behind it. */
    private final long[] next;

    LetterLengths(ShapeIndex ofLetters, int reach) {
        this.reach = reach;
        this.next = new long[reach + 1];
        long any = 0;
        long upper = 0;
        for (int length = 1; length <= reach; length++) {
            ShapeIndex.Node node = ofLetters.start(GroupKind.LETTERS, length);
            if (node != null) {
                next[length] = node.nextLengths();
                for (ShapeIndex.Entry entry : node.complete()) {
                    any |= entry.shape().upper() ? 0 : 1L << length;
                    upper |= 1L << length;
                }
            }
        }
        this.whole = any;
        this.capitals = upper & ~any;
    }

    /** Of these places of a block, where words begin, those from which on there is a digit within reach. */
    long nearDigits(Outline outline, int block, long starts) {
        long near = outline.of(Kind.DIGIT, block);
        long behind = outline.of(Kind.DIGIT, block + 1);
        if ((near | behind) == 0) {
            return 0;
        }
        int step;
        for (int told = 1; told < reach; told += step) {
            step = Math.min(told, reach - told);
            near |= near >>> step | behind << -step;
            behind |= behind >>> step;
        }
        return starts & near;
    }

    /** Of these places, where words begin that are far from digits, those where an identifier may. */
    long mayBegin(Outline outline, int block, long starts) {
        long hopeful = 0;
        long left = starts;
        for (int length = 1; length <= reach && left != 0; length++) {
            long goesOn = outline.behind(Kind.PART, block, length);
            long ends = left & ~goesOn;
            if ((whole >>> length & 1) != 0) {
                hopeful |= ends;
            } else if ((capitals >>> length & 1) != 0) {
                hopeful |= ends & outline.of(Kind.CAPITAL, block);
            }
            for (long lengths = next[length]; lengths != 0; lengths &= lengths - 1) {
                hopeful |= ends & words(outline, block, length + 1, Long.numberOfTrailingZeros(lengths));
            }
            left &= goesOn;
        }
        return hopeful | left;
    }

    /** The places of a block so many before a word of a length, if that ends soon enough to be told. */
    private static long words(Outline outline, int block, int distance, int length) {
        if (distance + length >= Outline.BLOCK) {
            return -1;
        }
        long words = ~outline.behind(Kind.PART, block, distance + length);
        for (int index = 0; index < length; index++) {
            words &= outline.behind(Kind.PART, block, distance + index);
        }
        return words;
    }
}
