package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.llmops.guardrail.detecting.GrowingText;
import org.llmops.guardrail.detecting.Pairs;

/** The search of one growing text for the matches of many patterns. */
public final class PatternSearch {
    private static final int DECIDED = -1;

    private final Patterns patterns;
    private final Automaton automaton;

    /** In the order in which their words were seen; of one pattern, a later one waits for the earlier. */
    private final List<Candidate> candidates = new ArrayList<>();

    /** By pattern: what begins before this place is decided. */
    private final int[] decidedTo;

    private int position;
    private int state = Automaton.ROOT;

    /** What the last scan said is open: nothing begins before it, and it may be forgotten by now. */
    private int openFrom;

    PatternSearch(Patterns patterns) {
        this.patterns = patterns;
        this.automaton = patterns.automaton();
        this.decidedTo = new int[patterns.count()];
        for (int pattern : patterns.everywhere()) {
            candidates.add(new Candidate(pattern, 0, Integer.MAX_VALUE));
        }
    }

    /**
     * Reports the matches that no further text can change, as scanners do; goes on where it stopped.
     *
     * @return the start of the earliest match that is still open, or the text's end
     */
    public int scan(GrowingText text, Consumer<PatternMatch> found) {
        read(text);
        int open = text.end();
        if (!candidates.isEmpty()) {
            open = decide(text, found);
        }
        openFrom = text.isComplete() ? text.end() : Math.min(open, firstUnseen(text));
        return openFrom;
    }

    private void read(GrowingText text) {
        int end = text.end();
        if (end - position >= Pairs.WORTH) {
            readWhereWordsMayBe(text, end);
        }
        read(text, end);
    }

    /** Leaves out blocks in which no word begins, up to where one may go on behind the end of what is known. */
    private void readWhereWordsMayBe(GrowingText text, int end) {
        Pairs pairs = Pairs.of(text, position, end);
        int longest = patterns.longest();
        int first = position;
        int known = text.isComplete() ? Integer.MAX_VALUE : end;
        int to = (end - longest) / Pairs.BLOCK * Pairs.BLOCK;
        int from = position / Pairs.BLOCK * Pairs.BLOCK;
        read(text, Math.min(end, position + longest));
        while (from < to) {
            int sheetTo = (from / Pairs.SHEET + 1) * Pairs.SHEET;
            long blocks = patterns.watch().blocks(pairs, from / Pairs.SHEET, first, known) >>> from / Pairs.BLOCK;
            for (; blocks != 0; blocks &= blocks - 1) {
                int block = from + Long.numberOfTrailingZeros(blocks) * Pairs.BLOCK;
                if (block >= to) {
                    break;
                }
                leap(block);
                read(text, block + Pairs.BLOCK + longest);
            }
            from = sheetTo;
        }
        leap(to);
    }

    /** Goes on there; no word that is begun before it ends behind what was read. */
    private void leap(int to) {
        if (to > position) {
            position = to;
            state = Automaton.ROOT;
        }
    }

    private void read(GrowingText text, int end) {
        if (end <= position) {
            return;
        }
        int[] codePoints = text.codePoints(position, end);
        int shift = text.firstKept();
        int reached = state;
        for (int next = position; next < end; next++) {
            reached = automaton.step(reached, codePoints[next - shift]);
            int ending = automaton.firstEnding(reached);
            if (ending != Automaton.NONE) {
                note(text, ending, next);
            }
        }
        position = end;
        state = reached;
    }

    private void note(GrowingText text, int firstEnding, int at) {
        for (int ending = firstEnding; ending != Automaton.NONE; ending = automaton.nextEnding(ending)) {
            int word = automaton.word(ending);
            int start = at + 1 - patterns.length(word);
            for (Patterns.Trigger trigger : patterns.triggers(word)) {
                int first = Math.max(Math.max(openFrom, decidedTo[trigger.pattern()]), start + trigger.first());
                int last = start + trigger.last();
                if (trigger.last() > 0 || patterns.pattern(trigger.pattern()).mayStart(text, first, last)) {
                    candidates.add(new Candidate(trigger.pattern(), first, last));
                }
            }
        }
    }

    private int decide(GrowingText text, Consumer<PatternMatch> found) {
        int open = text.end();
        BitSet waiting = new BitSet();
        int kept = 0;
        for (Candidate candidate : candidates) {
            int undecided = waiting.get(candidate.pattern)
                    ? Math.max(candidate.first, decidedTo[candidate.pattern])
                    : decide(text, candidate, found);
            if (undecided != DECIDED) {
                waiting.set(candidate.pattern);
                open = Math.min(open, undecided);
                candidates.set(kept++, candidate);
            }
        }
        candidates.subList(kept, candidates.size()).clear();
        return open;
    }

    /** Where a candidate is still open, or {@link #DECIDED}. */
    private int decide(GrowingText text, Candidate candidate, Consumer<PatternMatch> found) {
        return candidate.first == candidate.last
                ? decideOne(text, candidate, found)
                : decideMany(text, candidate, found);
    }

    /** Tries the only place there is. */
    private int decideOne(GrowingText text, Candidate candidate, Consumer<PatternMatch> found) {
        int start = candidate.first;
        CompiledPattern pattern = patterns.pattern(candidate.pattern);
        if (start < decidedTo[candidate.pattern] || !pattern.mayStart(text, start, start)) {
            return DECIDED;
        }
        if (!text.isComplete() && text.end() <= start + pattern.window() && pattern.isOpen(text, start)) {
            return start;
        }
        report(text, candidate.pattern, start, found);
        return DECIDED;
    }

    /** Tries a stretch of places, in pieces, and as far as what is known decides them. */
    private int decideMany(GrowingText text, Candidate candidate, Consumer<PatternMatch> found) {
        CompiledPattern pattern = patterns.pattern(candidate.pattern);
        int window = pattern.window();
        int first = Math.max(candidate.first, decidedTo[candidate.pattern]);
        int decidable = text.end();
        if (!text.isComplete()) {
            decidable = pattern.firstOpen(text, Math.max(first, text.end() - window));
        }
        int to = (int) Math.min(decidable, candidate.last + 1L);
        while (first < to) {
            int end = pattern.firstEnd(text, first, (int) Math.min(text.end(), (long) to + window));
            // Nothing that begins sooner reaches as far as there.
            first = end == CompiledPattern.NOWHERE ? to : Math.min(to, Math.max(first, end - window));
            if (first == to) {
                break;
            }
            int pieceTo = Math.min(to, first + window);
            int start = pattern.find(text, first, Math.min(text.end(), pieceTo + window));
            if (start == CompiledPattern.NOWHERE || start >= pieceTo) {
                first = pieceTo;
            } else if (report(text, candidate.pattern, start, found)) {
                first = decidedTo[candidate.pattern];
            } else {
                first = start + 1;
            }
        }
        decidedTo[candidate.pattern] = first;
        return text.isComplete() || first > candidate.last ? DECIDED : first;
    }

    private boolean report(GrowingText text, int index, int start, Consumer<PatternMatch> found) {
        CompiledPattern pattern = patterns.pattern(index);
        PatternMatch match = pattern.at(text, start);
        if (match == null) {
            return false;
        }
        decidedTo[index] = match.end();
        found.accept(match);
        return true;
    }

    /** A match may have begun although its word is not all there yet. */
    private int firstUnseen(GrowingText text) {
        int unseen = text.end() - automaton.depth(state);
        for (int index : patterns.inside()) {
            CompiledPattern pattern = patterns.pattern(index);
            int least = Math.max(decidedTo[index], unseen - pattern.lead().farthest());
            for (int start = Math.max(openFrom, least); start < unseen; start++) {
                if (pattern.mayStart(text, start, start)) {
                    unseen = start;
                }
            }
        }
        return unseen;
    }

    /** A stretch of places where a match of a pattern may begin. */
    private record Candidate(int pattern, int first, int last) {}
}
