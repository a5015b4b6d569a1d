package org.llmops.guardrail.naming;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/**
 * Words in a row that may be a name: capitalised ones, with particles and initials between them, or small ones that lists
 * of names hold.
 *
 * @param words the two before the row, the row, and the two behind it
 * @param alone whether the row has a line for itself
 */
record Chain(List<Word> words, boolean alone) {
    /** How many words stand on either side for context. */
    static final int CONTEXT = 2;

    /** So far back the words before may begin. */
    static final int MAX_BEHIND = 64;

    private static final int MAX_WORDS = 8;
    private static final int NAMES = Gazetteer.GIVEN | Gazetteer.SURNAME;

    /** Shorter small words are no names. */
    static final int MIN_SMALL = 3;

    int size() {
        return words.size() - 2 * CONTEXT;
    }

    /** A word of the row, or of its context with a negative index or one past the row. */
    Word at(int index) {
        return words.get(index + CONTEXT);
    }

    /** Whether lists hold a word as a name, and do not hold it as an ordinary word. */
    static boolean isKnownName(GrowingText text, int start, int end) {
        int hash = Folding.hash(text, start, end);
        if (!Gazetteer.mayBeName(hash)) {
            return false;
        }
        int classes = Gazetteer.classes(hash);
        return (classes & NAMES) != 0 && (classes & Gazetteer.ORDINARY) == 0;
    }

    /** Whether a word can begin a row, judged by the word and what touches it. */
    static boolean canBegin(GrowingText text, Word first) {
        boolean known = first.length() >= MIN_SMALL && first.is(NAMES) && !first.is(Gazetteer.ORDINARY);
        return (first.isCapital() || first.shape() == Word.SMALL && known)
                && first.length() < Words.MAX_LENGTH
                && isFree(text, first);
    }

    /** No part of an address, a path or an identifier. */
    private static boolean isFree(GrowingText text, Word word) {
        int before = text.at(word.start() - 1);
        int beforeThat = before < 0 ? before : text.at(word.start() - 2);
        if (before == '_'
                || CodePoint.digit(before) >= 0
                || Words.isLetter(before)
                || isMarked(word, before, beforeThat)) {
            return false;
        }
        boolean glued = before == '.' || before == '@' || before == '/' || before == '\\' || before == '-';
        if (glued && CodePoint.isAlphanumeric(beforeThat) && !(before == '.' && Words.isCapital(beforeThat))) {
            return false;
        }
        int behind = text.at(word.end());
        boolean qualifies = behind == ':' && text.at(word.end() + 1) == ':';
        return behind != '_' && behind != '@' && CodePoint.digit(behind) < 0 && !qualifies && !isDotted(text, word);
    }

    /** Whether the sign before makes a variable, a tag, an annotation or a part of a qualified name of a word. */
    private static boolean isMarked(Word word, int before, int beforeThat) {
        boolean mention = word.isCapital() && word.is(NAMES) && !word.is(Gazetteer.ORDINARY);
        return switch (before) {
            case '$', '#', '%', '@' -> !mention;
            case ':' -> beforeThat == ':' || !word.isCapital() && isEdge(beforeThat);
            case '/' -> beforeThat == '<';
            default -> false;
        };
    }

    private static boolean isEdge(int codePoint) {
        return codePoint < 0 || codePoint == '\n' || Words.isGap(codePoint);
    }

    private static boolean isDotted(GrowingText text, Word word) {
        int next = text.at(word.end() + 1);
        return text.at(word.end()) == '.'
                && word.shape() != Word.INITIAL
                && (next == '_' || CodePoint.isAlphanumeric(next));
    }

    /** The row that begins with this word; null when more text may tell. */
    static @Nullable Chain from(GrowingText text, Word first) {
        int floor = Math.max(-1, first.start() - MAX_BEHIND);
        Word before = Words.before(text, first.start(), floor);
        Word earlier = before.isBreak() ? before : Words.before(text, before.start(), floor);
        if (before.hash() == '.' && earlier.is(Gazetteer.TITLE)) {
            // The dot belongs to the title.
            before = earlier;
            earlier = Words.before(text, before.start(), floor);
        }
        List<Word> words = new ArrayList<>();
        words.add(earlier);
        words.add(before);
        words.add(Words.withTails(text, first));
        int size = 1;
        Word last = first;
        Word next = null;
        while (size < MAX_WORDS) {
            next = Words.next(text, last.end());
            if (next == null) {
                return null;
            }
            if (!follows(text, last, next, first.shape() == Word.SMALL)) {
                break;
            }
            if (isUndecided(text, next)) {
                return null;
            }
            words.add(Words.withTails(text, next));
            last = next;
            next = null;
            size++;
        }
        while (last.shape() == Word.SMALL && last.is(Gazetteer.PARTICLE) && size > 1 && first.shape() != Word.SMALL) {
            words.removeLast();
            next = null;
            last = words.getLast();
            size--;
        }
        next = next == null ? Words.next(text, last.end()) : next;
        if (next == null) {
            return null;
        }
        Word later = next.isBreak() ? next : Words.next(text, next.end());
        if (later == null) {
            return null;
        }
        words.add(next);
        words.add(later);
        return new Chain(words, before.isBreak() && next.isBreak());
    }

    /** What is needed to judge whether a word is free has not arrived. */
    static boolean isUndecided(GrowingText text, Word word) {
        return text.at(word.end()) == GrowingText.UNKNOWN || text.at(word.end() + 1) == GrowingText.UNKNOWN;
    }

    private static boolean follows(GrowingText text, Word last, Word next, boolean small) {
        int gap = next.start() - last.end();
        boolean near = gap == 1 && text.at(last.end()) != '\t' || gap == 0 && last.shape() == Word.INITIAL;
        if (!near || !next.isWritten() || next.length() >= Words.MAX_LENGTH) {
            return false;
        }
        if (!small) {
            return next.isCapital() || next.is(Gazetteer.PARTICLE) && next.length() <= 5;
        }
        return next.shape() == Word.SMALL
                && (!next.is(Gazetteer.ORDINARY)
                        && (next.is(NAMES) || last.is(Gazetteer.GIVEN) && next.classes() == 0));
    }
}
