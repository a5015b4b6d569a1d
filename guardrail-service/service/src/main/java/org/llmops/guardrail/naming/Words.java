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
        int end = start;
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

    static Word written(GrowingText text, int start, int end) {
        int hash = Folding.start();
        int small = 0;
        int capitals = 0;
        boolean hyphen = false;
        boolean apostrophe = false;
        boolean latin = false;
        boolean lookalike = false;
        for (int position = start; position < end; position++) {
            int codePoint = text.at(position);
            hash = Folding.add(hash, codePoint);
            hyphen |= codePoint == '-';
            apostrophe |= codePoint == '\'' || codePoint == '’';
            latin |= CodePoint.isAsciiLetter(codePoint);
            lookalike |= codePoint >= 0x370 && codePoint < 0x530;
            if (isCapital(codePoint)) {
                capitals++;
            } else {
                small++;
            }
        }
        // Of two scripts that look alike no name is made; what such a word is meant for is looked at elsewhere.
        int shape = latin && lookalike ? Word.SMALL : shape(text, start, end, capitals, small, hyphen, apostrophe);
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

    private static int shape(
            GrowingText text, int start, int end, int capitals, int small, boolean hyphen, boolean apostrophe) {
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
        if (end - start <= length) {
            return 0;
        }
        int hash = Folding.start();
        for (int position = end - length; position < end; position++) {
            hash = Folding.add(hash, text.at(position));
        }
        return hash;
    }
}
