package org.llmops.guardrail.matching;

import org.llmops.guardrail.detecting.CodePoint;
import org.llmops.guardrail.detecting.GrowingText;

/** The state of one search for phrases, fed with one code point after the other. */
final class PhraseSearch {
    private static final int NONE = -1;

    private final Phrases phrases;
    private final Automaton automaton;
    private final Phrases.Found found;

    /** Of the last symbols: where each begins, whether a phrase may begin there, and the longest one that does. */
    private final int[] starts;

    private final boolean[] mayStart;
    private final int[] longest;
    private final int[] ends;

    private int state = Automaton.ROOT;
    private int symbols;

    /** Of the symbols before this one it is certain which phrases begin with them. */
    private int settled;

    private int previous = GrowingText.EDGE;
    private int spaces;
    private int reportedTo;

    PhraseSearch(Phrases phrases, Phrases.Found found) {
        this.phrases = phrases;
        this.automaton = phrases.automaton();
        this.found = found;
        int kept = phrases.longest() + 1;
        this.starts = new int[kept];
        this.mayStart = new boolean[kept];
        this.longest = new int[kept];
        this.ends = new int[kept];
    }

    /** @param next the code point after it; only where whole words are looked for it must be known */
    void take(int codePoint, int next, int start, int end) {
        int symbol = Phrases.symbol(codePoint);
        spaces = symbol == ' ' ? spaces + 1 : 0;
        if (spaces > Phrases.MAX_SPACES) {
            state = Automaton.ROOT;
        } else if (spaces < 2) {
            int reached = automaton.step(state, symbol);
            if (reached == Automaton.ROOT && settled == symbols) {
                // Nothing begins here, and nothing is open: of most of a text that is all there is to know.
                settled = ++symbols;
                previous = codePoint;
                return;
            }
            state = reached;
            read(codePoint, next, start, end);
        }
        previous = codePoint;
        settle(symbols - automaton.depth(state));
    }

    /** Passes over code points with which no phrase begins, unless one is open; returns the index of the first other one. */
    int skip(int[] codePoints, int from, int to) {
        if (state != Automaton.ROOT || settled != symbols) {
            return from;
        }
        boolean inWord = phrases.wholeWords() && CodePoint.isWord(previous);
        int index = from;
        while (index < to && !phrases.mayBegin(codePoints[index], inWord)) {
            inWord = phrases.isInWord(codePoints[index++]);
        }
        previous = index == from ? previous : codePoints[index - 1];
        return index;
    }

    /** The same in a text that is all there. */
    int skip(String text, int from) {
        if (state != Automaton.ROOT || settled != symbols) {
            return from;
        }
        boolean inWord = phrases.wholeWords() && CodePoint.isWord(previous);
        int index = from;
        while (index < text.length() && !phrases.mayBegin(text.charAt(index), inWord)) {
            inWord = phrases.isInWord(text.charAt(index++));
        }
        previous = index == from ? previous : text.charAt(index - 1);
        return index;
    }

    /** No more text will come. */
    void finish() {
        state = Automaton.ROOT;
        settle(symbols);
    }

    /** The start of the earliest phrase that may still come about, or {@code otherwise}. */
    int openFrom(int otherwise) {
        int open = otherwise;
        for (int begun = state; begun != Automaton.ROOT && open == otherwise; begun = automaton.fallback(begun)) {
            int slot = slot(symbols - automaton.depth(begun));
            open = mayStart[slot] ? starts[slot] : otherwise;
        }
        for (int symbol = settled; symbol < symbols; symbol++) {
            if (longest[slot(symbol)] != NONE) {
                return Math.min(open, starts[slot(symbol)]);
            }
        }
        return open;
    }

    private void read(int codePoint, int next, int start, int end) {
        int slot = slot(symbols++);
        starts[slot] = start;
        mayStart[slot] = !phrases.wholeWords() || Automaton.isBoundary(previous, codePoint);
        longest[slot] = NONE;
        int ending = automaton.firstEnding(state);
        if (ending == Automaton.NONE || phrases.wholeWords() && !Automaton.isBoundary(codePoint, next)) {
            return;
        }
        for (; ending != Automaton.NONE; ending = automaton.nextEnding(ending)) {
            int phrase = automaton.word(ending);
            int first = slot(symbols - phrases.length(phrase));
            if (mayStart[first]) {
                longest[first] = phrase;
                ends[first] = end;
            }
        }
    }

    /** Reports what begins before a symbol, since nothing that is still open does. */
    private void settle(int before) {
        for (; settled < before; settled++) {
            int slot = slot(settled);
            if (longest[slot] != NONE && starts[slot] >= reportedTo) {
                reportedTo = ends[slot];
                found.accept(phrases.phrase(longest[slot]), starts[slot], ends[slot]);
            }
        }
    }

    private int slot(int symbol) {
        return symbol % starts.length;
    }
}
