package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.llmops.guardrail.matching.Regex.Assertion;
import org.llmops.guardrail.matching.Regex.CharClass;
import org.llmops.guardrail.matching.Regex.Choice;
import org.llmops.guardrail.matching.Regex.Literal;
import org.llmops.guardrail.matching.Regex.Repeat;
import org.llmops.guardrail.matching.Regex.Sequence;

/**
 * The places inside a pattern at which a match can be (Thompson, 1968), with repetitions written out: at each, one character
 * of a set comes next, or one of two other places, or the match is complete.
 */
final class Positions {
    static final int END = 0;

    /** What stands for all characters outside ASCII. */
    private static final int OTHER = AsciiSets.ASCII;

    private static final int SYMBOLS = OTHER + 1;
    private static final int NONE = -1;

    /** The set of characters that a place waits for, or none where it leads to others without one. */
    private final List<Integer> sets = new ArrayList<>(List.of(NONE));

    private final List<int[]> next = new ArrayList<>(List.of(new int[0]));
    private final Map<Members, Integer> known = new HashMap<>();
    private final List<Members> members = new ArrayList<>();
    private final int entry;

    /** By character: which of those that no set tells apart it is. */
    private final int[] kinds = new int[SYMBOLS];

    private final List<BitSet> setsOfKind = new ArrayList<>();

    Positions(Regex regex) {
        entry = before(regex, END);
        Map<BitSet, Integer> kindOf = new HashMap<>();
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            BitSet containing = new BitSet();
            for (int set = 0; set < members.size(); set++) {
                containing.set(set, members.get(set).has(symbol));
            }
            Integer kind = kindOf.putIfAbsent(containing, setsOfKind.size());
            kinds[symbol] = kind == null ? setsOfKind.size() : kind;
            if (kind == null) {
                setsOfKind.add(containing);
            }
        }
    }

    int kinds() {
        return setsOfKind.size();
    }

    int kind(int codePoint) {
        return kinds[Math.min(codePoint, OTHER)];
    }

    /** Where matches begin. */
    int[] starts() {
        BitSet reached = new BitSet();
        reach(entry, reached);
        return waiting(reached);
    }

    /** Where matches can be behind a character of this kind, before which they were at one of these places. */
    int[] after(int[] places, int kind) {
        BitSet reached = new BitSet();
        BitSet fitting = setsOfKind.get(kind);
        for (int place : places) {
            if (place != END && fitting.get(sets.get(place))) {
                reach(next.get(place)[0], reached);
            }
        }
        return waiting(reached);
    }

    private int[] waiting(BitSet reached) {
        return reached.stream()
                .filter(place -> place == END || sets.get(place) != NONE)
                .toArray();
    }

    private void reach(int from, BitSet reached) {
        int[] open = {from};
        int count = 1;
        while (count > 0) {
            int place = open[--count];
            if (reached.get(place)) {
                continue;
            }
            reached.set(place);
            if (place == END || sets.get(place) != NONE) {
                continue;
            }
            int[] onward = next.get(place);
            open = Arrays.copyOf(open, Math.max(open.length, count + onward.length));
            for (int other : onward) {
                open[count++] = other;
            }
        }
    }

    /** Adds the places of a part that comes before {@code behind}, and says where it begins. */
    private int before(Regex regex, int behind) {
        return switch (regex) {
            case Assertion place -> behind;
            case Literal literal ->
                add(
                        new Members(AsciiSets.members(literal), literal.codePoint() >= OTHER || literal.ignoresCase()),
                        behind);
            case CharClass any -> add(new Members(AsciiSets.members(any), true), behind);
            case Sequence sequence -> {
                int first = behind;
                for (Regex part : sequence.parts().reversed()) {
                    first = before(part, first);
                }
                yield first;
            }
            case Choice choice ->
                fork(choice.options().stream()
                        .mapToInt(option -> before(option, behind))
                        .toArray());
            case Repeat repeat -> before(repeat, behind);
        };
    }

    private int before(Repeat repeat, int behind) {
        int first = behind;
        int required = repeat.least();
        if (repeat.most() == Regex.UNBOUNDED) {
            int[] again = {NONE, behind};
            int loop = fork(again);
            again[0] = before(repeat.part(), loop);
            first = required == 0 ? loop : again[0];
            required = Math.max(0, required - 1);
        } else {
            for (int optional = repeat.least(); optional < repeat.most(); optional++) {
                first = fork(new int[] {before(repeat.part(), first), behind});
            }
        }
        for (; required > 0; required--) {
            first = before(repeat.part(), first);
        }
        return first;
    }

    private int fork(int[] onward) {
        sets.add(NONE);
        next.add(onward);
        return sets.size() - 1;
    }

    private int add(Members set, int behind) {
        Integer number = known.get(set);
        if (number == null) {
            number = members.size();
            known.put(set, number);
            members.add(set);
        }
        sets.add(number);
        next.add(new int[] {behind});
        return sets.size() - 1;
    }

    /** The characters of a set: a bit for each of ASCII, and whether there may be others. */
    private record Members(long low, long high, boolean others) {
        Members(long[] ascii, boolean others) {
            this(ascii[0], ascii[1], others);
        }

        boolean has(int symbol) {
            return symbol == OTHER ? others : ((symbol < Long.SIZE ? low : high) >>> symbol & 1) == 1;
        }
    }
}
