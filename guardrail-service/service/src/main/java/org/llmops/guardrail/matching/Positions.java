package org.llmops.guardrail.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.matching.Regex.Assertion;
import org.llmops.guardrail.matching.Regex.CharClass;
import org.llmops.guardrail.matching.Regex.Choice;
import org.llmops.guardrail.matching.Regex.Literal;
import org.llmops.guardrail.matching.Regex.Repeat;
import org.llmops.guardrail.matching.Regex.Sequence;

/**
 * The places inside patterns at which a match can be (Thompson, 1968), with repetitions written out: at each, one character
 * of a set comes next, or one of other places, or a condition is to be met, or the match is complete. The first places are
 * the ends, one for each pattern.
 */
final class Positions {
    /** What stands for all characters outside ASCII. */
    private static final int OTHER = AsciiSets.ASCII;

    private static final int SYMBOLS = OTHER + 1;
    private static final int NONE = -1;
    private static final int[] NOWHERE = {};

    /** Words as {@code \b} means them. */
    private static final Members WORDS = new Members(AsciiSets.members(new CharClass("\\w")), false);

    private static final Members LINE_ENDS = new Members(AsciiSets.members(new CharClass("\\n")), false);

    private final int patterns;
    private final boolean minding;

    /** The set of characters that a place waits for, or none where it leads to others without one. */
    private final List<Integer> sets = new ArrayList<>();

    private final List<int[]> next = new ArrayList<>();

    /** What places lead to others under. */
    private final Map<Integer, Assertion> conditions = new HashMap<>();

    private final Map<Members, Integer> known = new HashMap<>();
    private final List<Members> members = new ArrayList<>();
    private final BitSet starts = new BitSet();

    /** By character: which of those that no set tells apart it is. */
    private final int[] kinds = new int[SYMBOLS];

    private final List<BitSet> setsOfKind = new ArrayList<>();
    private final List<Side> sideOfKind = new ArrayList<>();

    /** @param minding whether conditions on a place, such as {@code \b}, are minded; else all are taken for met */
    Positions(List<Regex> regexes, boolean minding) {
        this.patterns = regexes.size();
        this.minding = minding;
        for (int pattern = 0; pattern < patterns; pattern++) {
            add(NONE, NOWHERE);
        }
        for (int pattern = 0; pattern < patterns; pattern++) {
            reach(before(regexes.get(pattern), pattern), null, null, starts);
        }
        if (minding) {
            number(WORDS);
            number(LINE_ENDS);
        }
        tellKindsApart();
    }

    private void tellKindsApart() {
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
                sideOfKind.add(minding ? Side.of(symbol) : Side.SIGN);
            }
        }
    }

    /** So many of the first places are the ends of the patterns. */
    int patterns() {
        return patterns;
    }

    int kinds() {
        return setsOfKind.size();
    }

    /** The kinds of the symbols: the ASCII characters, and behind them one that stands for all others. */
    int[] kindsOfSymbols() {
        return kinds.clone();
    }

    /** What a character of this kind is to the places beside it; behind the last kind stands the end of the text. */
    Side side(int kind) {
        return kind < kinds() ? sideOfKind.get(kind) : Side.EDGE;
    }

    /** By symbol: whether a match may begin with it. */
    boolean[] begins() {
        boolean[] begins = new boolean[SYMBOLS];
        for (int symbol = 0; symbol < SYMBOLS; symbol++) {
            begins[symbol] = !after(starts, edge(), kinds[symbol]).isEmpty();
        }
        return begins;
    }

    /** What the start of a text is to the places beside it. */
    Side edge() {
        return minding ? Side.EDGE : Side.SIGN;
    }

    /** Where matches begin. */
    BitSet starts() {
        return starts;
    }

    /**
     * Where matches can be behind a character of this kind, or behind the text, before which they were at these places;
     * together with the ends of those that end right before it if it is of this kind.
     */
    BitSet after(BitSet from, Side before, int kind) {
        BitSet reached = new BitSet();
        BitSet here = from;
        if (minding) {
            here = new BitSet();
            for (int place = from.nextSetBit(0); place >= 0; place = from.nextSetBit(place + 1)) {
                reach(place, before, side(kind), here);
            }
            reached.or(here.get(0, patterns));
        }
        if (kind < kinds()) {
            BitSet fitting = setsOfKind.get(kind);
            for (int place = here.nextSetBit(patterns); place >= 0; place = here.nextSetBit(place + 1)) {
                int set = sets.get(place);
                if (set != NONE && fitting.get(set)) {
                    reach(next.get(place)[0], null, null, reached);
                }
            }
        }
        return reached;
    }

    /** Adds a place and all that it leads to; past conditions only where it is known what stands beside them. */
    private void reach(int from, @Nullable Side before, @Nullable Side behind, BitSet reached) {
        int[] open = {from};
        int count = 1;
        while (count > 0) {
            int place = open[--count];
            if (reached.get(place)) {
                continue;
            }
            reached.set(place);
            Assertion condition = conditions.get(place);
            boolean goesOn = condition == null
                    ? sets.get(place) == NONE
                    : before != null && behind != null && Side.isMet(condition, before, behind);
            if (goesOn) {
                int[] onward = next.get(place);
                open = Arrays.copyOf(open, Math.max(open.length, count + onward.length));
                for (int other : onward) {
                    open[count++] = other;
                }
            }
        }
    }

    /** Adds the places of a part that comes before {@code behind}, and says where it begins. */
    private int before(Regex regex, int behind) {
        return switch (regex) {
            case Assertion condition -> {
                if (!minding) {
                    yield behind;
                }
                int place = add(NONE, new int[] {behind});
                conditions.put(place, condition);
                yield place;
            }
            case Literal literal -> add(number(Members.of(literal)), new int[] {behind});
            case CharClass any -> add(number(new Members(AsciiSets.members(any), true)), new int[] {behind});
            case Sequence sequence -> {
                int first = behind;
                for (Regex part : sequence.parts().reversed()) {
                    first = before(part, first);
                }
                yield first;
            }
            case Choice choice ->
                add(
                        NONE,
                        choice.options().stream()
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
            int loop = add(NONE, again);
            again[0] = before(repeat.part(), loop);
            first = required == 0 ? loop : again[0];
            required = Math.max(0, required - 1);
        } else {
            for (int optional = repeat.least(); optional < repeat.most(); optional++) {
                first = add(NONE, new int[] {before(repeat.part(), first), behind});
            }
        }
        for (; required > 0; required--) {
            first = before(repeat.part(), first);
        }
        return first;
    }

    private int add(int set, int[] onward) {
        sets.add(set);
        next.add(onward);
        return sets.size() - 1;
    }

    private int number(Members set) {
        Integer number = known.putIfAbsent(set, members.size());
        if (number == null) {
            members.add(set);
            return members.size() - 1;
        }
        return number;
    }

    /** What stands beside a place, as far as conditions ask. */
    enum Side {
        EDGE,
        LINE_END,
        WORD,
        SIGN;

        static Side of(int symbol) {
            if (WORDS.has(symbol)) {
                return WORD;
            }
            return LINE_ENDS.has(symbol) ? LINE_END : SIGN;
        }

        static boolean isMet(Assertion condition, Side before, Side behind) {
            return switch (condition.syntax()) {
                case "\\b" -> (before == WORD) != (behind == WORD);
                case "\\B" -> (before == WORD) == (behind == WORD);
                case "^", "\\A" -> before == EDGE;
                case "$", "\\z" -> behind == EDGE;
                case "(?m:^)" -> before == EDGE || before == LINE_END;
                case "(?m:$)" -> behind == EDGE || behind == LINE_END;
                default -> throw new IllegalArgumentException("No condition is written " + condition.syntax());
            };
        }
    }

    /** The characters of a set: a bit for each of ASCII, and whether there may be others. */
    private record Members(long low, long high, boolean others) {
        Members(long[] ascii, boolean others) {
            this(ascii[0], ascii[1], others);
        }

        static Members of(Literal literal) {
            return new Members(AsciiSets.members(literal), literal.codePoint() >= OTHER || literal.ignoresCase());
        }

        boolean has(int symbol) {
            return symbol == OTHER ? others : ((symbol < Long.SIZE ? low : high) >>> symbol & 1) == 1;
        }
    }
}
