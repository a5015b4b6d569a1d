package org.llmops.guardrail.matching;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All places of a pattern at once where a match can be, as one state, made when a text first leads there (lazy subset
 * construction). Shared by all texts: a state never changes but for the ways on that are known, and two threads that find
 * the same way find the same.
 */
final class Subsets {
    /** With more places and ways on in them, all states are forgotten and made anew: a pattern keeps some 200 KB at most. */
    private static final int MAX_KEPT = 50_000;

    private static final int[] NOWHERE = {};

    private final Positions positions;

    /** Where a match may begin at every character; nowhere, if only at the first. */
    private final int[] always;

    private volatile Made made;

    Subsets(Positions positions, boolean anywhere) {
        this.positions = positions;
        this.always = anywhere ? positions.starts() : NOWHERE;
        this.made = new Made(positions);
    }

    State start() {
        return made.start;
    }

    State next(State state, int codePoint) {
        int kind = positions.kind(codePoint);
        State known = state.ways[kind];
        return known == null ? way(state, kind) : known;
    }

    private State way(State from, int kind) {
        Made current = made;
        if (current.kept > MAX_KEPT) {
            current = new Made(positions);
            made = current;
        }
        int[] reached = positions.after(from.places, kind);
        State next = new State(joined(reached), reached.length > 0, positions.kinds());
        State same = current.states.putIfAbsent(next, next);
        if (same == null) {
            current.kept += next.places.length + next.ways.length;
        }
        next = same == null ? next : same;
        from.ways[kind] = next;
        return next;
    }

    private int[] joined(int[] reached) {
        return always.length == 0
                ? reached
                : IntStream.concat(Arrays.stream(reached), Arrays.stream(always))
                        .sorted()
                        .distinct()
                        .toArray();
    }

    /** The states made so far. */
    private static final class Made {
        private final Map<State, State> states = new ConcurrentHashMap<>();
        private final State start;

        /** Roughly, as threads may lose what another counted. */
        private volatile int kept;

        Made(Positions positions) {
            start = new State(positions.starts(), false, positions.kinds());
            states.put(start, start);
        }
    }

    /** Some places of the pattern, in ascending order. */
    static final class State {
        private final int[] places;
        private final boolean underway;
        private final @Nullable State[] ways;

        private State(int[] places, boolean underway, int kinds) {
            this.places = places;
            this.underway = underway;
            this.ways = new @Nullable State[kinds];
        }

        /** Whether a match may end here. */
        boolean isAccepting() {
            return places.length > 0 && places[0] == Positions.END;
        }

        /** Whether no match comes this way. */
        boolean isDead() {
            return places.length == 0;
        }

        /** Whether a match may have begun before. */
        boolean isUnderway() {
            return underway;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof State state && underway == state.underway && Arrays.equals(places, state.places);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(places);
        }
    }
}
