package org.llmops.guardrail.redacting;

import org.llmops.guardrail.detecting.Match;

/** A stretch of the text that may come out differently from how it went in. */
sealed interface Span {
    int start();

    int end();

    default boolean overlaps(Span other) {
        return start() < other.end() && other.start() < end();
    }

    /** What a rail's detector found. */
    record Found(CompiledRail rail, Match match) implements Span {
        @Override
        public int start() {
            return match.start();
        }

        @Override
        public int end() {
            return match.end();
        }
    }

    /** Text that looks like a placeholder, whoever wrote it. */
    record Literal(int start, int end) implements Span {}
}
