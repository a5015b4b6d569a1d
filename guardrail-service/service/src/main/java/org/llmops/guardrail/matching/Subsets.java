package org.llmops.guardrail.matching;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.matching.Positions.Side;

/**
 * All places of patterns at once where a match can be, as one state, made when a text first leads there (lazy subset
 * construction). The ways from state to state stand in a table with a row for each state and a column for each kind of
 * character, so that a text is followed with one look-up for each of its characters.
 *
 * <p>Shared by all texts. States are added under a lock; who reads the table meanwhile finds a way or asks for it, since a way
 * never changes once it is known, nor does a state.
 */
final class Subsets {
    /** The symbol of the text's end, behind the ASCII characters and the one that stands for all others. */
    static final int END = AsciiSets.ASCII + 1;

    /** A way on which no match comes. */
    private static final int DEAD = Integer.MIN_VALUE;

    /** A way that nobody has gone; no row has this number. */
    private static final int UNKNOWN = 0;

    private static final int FIRST_STATES = 8;

    /** With more ways and places, all states are forgotten and made anew: a pattern keeps some 200 KB at most. */
    private static final int MAX_KEPT = 50_000;

    private final Positions positions;

    /** Whether a match may begin at every character; else only at the first. */
    private final boolean anywhere;

    /** One for each kind of character, and the last for the end of the text. */
    private final int columns;

    /** The column of each symbol. */
    private final int[] kinds;

    /** Where matches can be that begin with a character, by what stands before it and by its kind; made when needed. */
    private final @Nullable BitSet[][] begun;

    private volatile Table table;

    Subsets(Positions positions, boolean anywhere) {
        this.positions = positions;
        this.anywhere = anywhere;
        this.columns = positions.kinds() + 1;
        this.kinds = Arrays.copyOf(positions.kindsOfSymbols(), END + 1);
        this.kinds[END] = columns - 1;
        this.begun = new @Nullable BitSet[Side.values().length][columns];
        this.table = new Table();
    }

    /** Begins with a text. */
    Course course() {
        return new Course();
    }

    /** Whether a char of a text is the second half of a pair, whose first stands for both. */
    static boolean isSecondHalf(String text, int index) {
        char character = text.charAt(index);
        return Character.isLowSurrogate(character) && index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }

    /** @param way what the table says of this row and kind, but not {@link #DEAD} */
    private State follow(Table from, int row, int kind, int way) {
        State known = way == UNKNOWN ? null : from.known(-way);
        return known == null ? find(from, row, kind) : known;
    }

    private synchronized State find(Table from, int row, int kind) {
        State left = Objects.requireNonNull(from.states[row / columns]);
        BitSet reached = positions.after(left.places, left.before, kind);
        if (anywhere) {
            reached.or(begun(left.before, kind));
        }
        Table current = table;
        if (current.kept > MAX_KEPT) {
            current = new Table();
            table = current;
        }
        State found = current.state(reached, positions.side(kind));
        if (current == from) {
            from.ways[row + kind] = found.way();
        }
        return found;
    }

    private BitSet begun(Side before, int kind) {
        BitSet known = begun[before.ordinal()][kind];
        if (known == null) {
            known = positions.after(positions.starts(), before, kind);
            begun[before.ordinal()][kind] = known;
        }
        return known;
    }

    /** One text's course from state to state. */
    final class Course {
        private Table table = Subsets.this.table;
        private int[] ways = table.ways;
        private int row = table.start.row;
        private BitSet ends = table.start.ends;

        /** Goes on; whether matches may end behind this symbol, or right before it where conditions hold only then. */
        boolean take(int symbol) {
            int kind = kinds[symbol];
            int way = ways[row + kind];
            if (way > 0) {
                row = way;
                return false;
            }
            if (way == DEAD) {
                row = UNKNOWN;
                return false;
            }
            State state = follow(table, row, kind, way);
            table = state.table;
            ways = table.ways;
            row = state.row;
            ends = state.ends;
            return !ends.isEmpty();
        }

        /**
         * Takes all of these characters of ASCII from a place on, up to behind the first where matches may end, or to the end;
         * says where it stopped, and notes the row behind each.
         */
        int take(char[] text, int from, int to, int[] rows) {
            int[] known = ways;
            int reached = row;
            int place = from;
            for (; place < to; place++) {
                int way = known[reached + kinds[text[place]]];
                if (way <= 0) {
                    break;
                }
                reached = way;
                rows[place] = reached;
            }
            row = reached;
            return place;
        }

        /** Where it is: what comes of a text from here on depends on nothing else. */
        int row() {
            return row;
        }

        /** What rows are of; another one may come to be used. */
        Object table() {
            return table;
        }

        /** Goes on where another course of the same table was. */
        void resume(int reached) {
            row = reached;
        }

        /** The numbers of the patterns of which matches may end where some do. */
        BitSet ends() {
            return ends;
        }

        /** Whether no match comes any more; then there is nothing to take. */
        boolean isDead() {
            return row == UNKNOWN;
        }

        /** Whether more may come than at the start. */
        boolean isUnderway() {
            return row != columns;
        }
    }

    /** The states made so far. */
    private final class Table {
        private final Map<State, State> same = new HashMap<>();
        private final State start;

        /** By the row of a state plus the column: the row of the next, negative if something ends there. */
        private volatile int[] ways = new int[FIRST_STATES * columns];

        private volatile @Nullable State[] states = new @Nullable State[FIRST_STATES];

        /** The first row has no state, as its number would be that of what is unknown. */
        private int count = 1;

        private int kept;

        private Table() {
            start = state(anywhere ? new BitSet() : positions.starts(), positions.edge());
        }

        private @Nullable State known(int row) {
            @Nullable State[] made = states;
            int number = row / columns;
            return number < made.length ? made[number] : null;
        }

        private State state(BitSet reached, Side before) {
            State wanted = new State(this, count * columns, reached, before);
            State known = same.putIfAbsent(wanted, wanted);
            if (known != null) {
                return known;
            }
            if (count == states.length) {
                ways = Arrays.copyOf(ways, ways.length * 2);
                states = Arrays.copyOf(states, states.length * 2);
            }
            states[count++] = wanted;
            kept += columns + reached.cardinality();
            return wanted;
        }
    }

    /** Some places of the patterns. */
    private final class State {
        private final Table table;
        private final int row;
        private final BitSet places;
        private final BitSet ends;
        private final Side before;

        private State(Table table, int row, BitSet reached, Side before) {
            this.table = table;
            this.row = row;
            this.ends = reached.get(0, positions.patterns());
            this.places = (BitSet) reached.clone();
            this.places.clear(0, positions.patterns());
            this.before = before;
        }

        private int way() {
            if (!ends.isEmpty()) {
                return -row;
            }
            return places.isEmpty() && !anywhere ? DEAD : row;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof State state
                    && before == state.before
                    && places.equals(state.places)
                    && ends.equals(state.ends);
        }

        @Override
        public int hashCode() {
            return (places.hashCode() * 31 + ends.hashCode()) * 31 + before.ordinal();
        }
    }
}
