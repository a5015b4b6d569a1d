package org.llmops.guardrail.naming;

import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/** Reads the words around a place of a text, forwards and backwards, never farther than a bounded stretch. */
final class Words {
    /** Longer words are no names, and are cut. */
    static final int MAX_LENGTH = 40;

    private static final int MAX_BEHIND = 24;
    private static final int MAX_GAP = 3;

    private static final int CAPITAL = 1;
    private static final int HYPHEN = 2;
    private static final int APOSTROPHE = 4;
    private static final int LATIN = 8;

    /** Of Greek or Cyrillic. */
    private static final int LIKE_LATIN = 16;

    private static final int OF_TWO_SCRIPTS = LATIN | LIKE_LATIN;

    /** What of a code point is known without asking Unicode. */
    private static final byte[] USUAL = new byte[0x530];

    static {
        for (int codePoint = 0; codePoint < USUAL.length; codePoint++) {
            USUAL[codePoint] = (byte) traits(codePoint);
        }
    }

    private Words() {}

    static boolean isLetter(int codePoint) {
        if (codePoint < 0x80) {
            return CodePoint.isAsciiLetter(codePoint);
        }
        return CodePoint.isAlphanumeric(codePoint) && CodePoint.digit(codePoint) < 0;
    }

    static boolean isCapital(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint >= 'A' && codePoint <= 'Z';
        }
        return Character.isUpperCase(codePoint) || Character.isTitleCase(codePoint);
    }

    static boolean isGap(int codePoint) {
        return codePoint == ' ' || codePoint == '\t' || codePoint == 0xA0;
    }

    static boolean joins(int codePoint) {
        return codePoint == '\'' || codePoint == '’' || codePoint == '-';
    }

    /** What comes at or behind a place; null when more text may tell. */
    static @Nullable Word next(GrowingText text, int from) {
        int start = from;
        while (start - from < MAX_GAP && isGap(text.at(start))) {
            start++;
        }
        int codePoint = text.at(start);
        if (codePoint == GrowingText.UNKNOWN) {
            return null;
        }
        if (codePoint == GrowingText.EDGE) {
            return Word.of(start, start, Word.EDGE, Word.EDGE);
        }
        if (isLetter(codePoint)) {
            int end = end(text, start);
            return end < 0 ? null : written(text, start, end);
        }
        if (CodePoint.digit(codePoint) >= 0) {
            int end = start;
            while (end - start < MAX_LENGTH && CodePoint.digit(text.at(end)) >= 0) {
                end++;
            }
            return text.at(end) == GrowingText.UNKNOWN ? null : Word.of(start, end, Word.NUMBER, Word.NUMBER);
        }
        return mark(start, codePoint);
    }

    private static Word mark(int start, int codePoint) {
        boolean line = codePoint == '\n' || codePoint == '\r';
        return Word.of(start, start + 1, line ? Word.LINE : codePoint, line ? Word.LINE : Word.MARK);
    }

    /** What stands before a place, looking no farther than a floor. */
    static Word before(GrowingText text, int from, int floor) {
        int end = from;
        while (from - end < MAX_GAP && end > floor && isGap(text.at(end - 1))) {
            end--;
        }
        if (end <= floor || text.at(end - 1) < 0) {
            return Word.of(end, end, Word.EDGE, Word.EDGE);
        }
        int last = text.at(end - 1);
        int start = end - 1;
        int limit = Math.max(floor, end - MAX_BEHIND);
        if (isLetter(last)) {
            start = Math.min(start, latinStart(text, limit, end));
            while (start > limit && continues(text, start - 1)) {
                start--;
            }
            return written(text, start, end);
        }
        if (CodePoint.digit(last) >= 0) {
            while (start > limit && CodePoint.digit(text.at(start - 1)) >= 0) {
                start--;
            }
            return Word.of(start, end, Word.NUMBER, Word.NUMBER);
        }
        return mark(start, last);
    }

    /** Whether the code point before belongs to the word that goes on behind it. */
    private static boolean continues(GrowingText text, int position) {
        int codePoint = text.at(position);
        return isLetter(codePoint) || joins(codePoint) && isLetter(text.at(position - 1));
    }

    /** One past the word that starts here, or -1 when more text may tell. */
    static int end(GrowingText text, int start) {
        int end = latinEnd(text, start);
        while (end - start < MAX_LENGTH) {
            int codePoint = text.at(end);
            if (codePoint == GrowingText.UNKNOWN) {
                return -1;
            }
            if (isLetter(codePoint)) {
                end++;
                continue;
            }
            if (end == start || !joins(codePoint)) {
                return end;
            }
            int next = text.at(end + 1);
            int afterNext = next < 0 ? next : text.at(end + 2);
            if (next == GrowingText.UNKNOWN || afterNext == GrowingText.UNKNOWN) {
                return -1;
            }
            boolean possessive = codePoint != '-' && (next | 0x20) == 's' && !isLetter(afterNext);
            if (!isLetter(next) || possessive) {
                return end;
            }
            end++;
        }
        return end;
    }

    /** One past the letters of ASCII that stand here, as most do. */
    private static int latinEnd(GrowingText text, int start) {
        int limit = Math.min(text.end(), start + MAX_LENGTH);
        int[] codePoints = text.codePoints(start, limit);
        int shift = text.firstKept();
        int end = start;
        while (end < limit && CodePoint.isAsciiLetter(codePoints[end - shift])) {
            end++;
        }
        return end;
    }

    private static int latinStart(GrowingText text, int limit, int end) {
        int first = Math.max(limit, text.firstKept());
        int[] codePoints = text.codePoints(first, end);
        int shift = text.firstKept();
        int start = end;
        while (start > first && CodePoint.isAsciiLetter(codePoints[start - 1 - shift])) {
            start--;
        }
        return start;
    }

    static Word written(GrowingText text, int start, int end) {
        int hash = Folding.start();
        int capitals = 0;
        int traits = 0;
        int[] codePoints = text.codePoints(start, end);
        int shift = text.firstKept();
        for (int index = start - shift; index < end - shift; index++) {
            int codePoint = codePoints[index];
            hash = Folding.add(hash, codePoint);
            int trait = codePoint < USUAL.length ? USUAL[codePoint] : traits(codePoint);
            capitals += trait & CAPITAL;
            traits |= trait;
        }
        // Of two scripts that look alike no name is made; what such a word is meant for is looked at elsewhere.
        int shape =
                (traits & OF_TWO_SCRIPTS) == OF_TWO_SCRIPTS ? Word.SMALL : shape(text, start, end, capitals, traits);
        int wordEnd = shape == Word.INITIAL ? end + 1 : end;
        return new Word(start, wordEnd, hash, Gazetteer.classes(hash), shape, end - start, Word.Tails.NONE);
    }

    /** The word with its tails, which only those in a row are told by. */
    static Word withTails(GrowingText text, Word word) {
        int start = word.start();
        int end = start + word.length();
        Word.Tails tails =
                new Word.Tails(tail(text, start, end, 2), tail(text, start, end, 3), tail(text, start, end, 4));
        return new Word(start, word.end(), word.hash(), word.classes(), word.shape(), word.length(), tails);
    }

    private static int traits(int codePoint) {
        return (isCapital(codePoint) ? CAPITAL : 0)
                | (codePoint == '-' ? HYPHEN : 0)
                | (codePoint == '\'' || codePoint == '’' ? APOSTROPHE : 0)
                | (CodePoint.isAsciiLetter(codePoint) ? LATIN : 0)
                | (codePoint >= 0x370 && codePoint < 0x530 ? LIKE_LATIN : 0);
    }

    private static int shape(GrowingText text, int start, int end, int capitals, int traits) {
        boolean hyphen = (traits & HYPHEN) != 0;
        boolean apostrophe = (traits & APOSTROPHE) != 0;
        int small = end - start - capitals;
        boolean capital = isCapital(text.at(start));
        if (end - start == 1) {
            return !capital ? Word.SMALL : text.at(end) == '.' ? Word.INITIAL : Word.LETTER;
        }
        if (!capital) {
            return capitals == 0 ? Word.SMALL : Word.MIXED;
        }
        if (small == 0 || capitals > 1 && small == 1 && (hyphen || apostrophe)) {
            return Word.ALL_CAPITALS;
        }
        if (apostrophe) {
            return Word.APOSTROPHE;
        }
        if (hyphen) {
            return capitals > 1 ? Word.DOUBLE : Word.MIXED;
        }
        return capitals == 1 ? Word.CAPITALISED : Word.MIXED;
    }

    private static int tail(GrowingText text, int start, int end, int length) {
        return end - start <= length ? 0 : Folding.hash(text, end - length, end);
    }
}
