package org.llmops.guardrail.redacting;

import org.llmops.guardrail.detecting.Match;
import org.llmops.guardrail.placeholders.StandIn;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Response;

/** A stretch of the text that may come out differently from how it went in. */
sealed interface Span {
    int start();

    int end();

    default boolean overlaps(Span other) {
        return start() < other.end() && other.start() < end();
    }

    default boolean contains(Span other) {
        return start() <= other.start() && other.end() <= end();
    }

    /** Whether its text is written in another form after all that is inside of it has come out as it is to. */
    default boolean reshapes() {
        return false;
    }

    /** How sure it is that a finding counts. */
    enum Standing {
        CERTAIN,
        /** A judge is to say. */
        UNCERTAIN,
        /** A judge was to say and did not, and the policy lets that pass: it is reported, and nothing is done. */
        REPORTED
    }

    /** What a rail's detector found. */
    record Found(CompiledRail rail, Match match, Standing standing) implements Span {
        Found(CompiledRail rail, Match match) {
            this(rail, match, Standing.CERTAIN);
        }

        Found as(Standing standing) {
            return new Found(rail, match, standing);
        }

        /** What is done about it. */
        Action action() {
            return standing == Standing.REPORTED ? Action.ALLOW : rail.action();
        }

        @Override
        public boolean reshapes() {
            return standing != Standing.REPORTED
                    && rail.response() instanceof Response.Redact redact
                    && redact.operator().keepsText();
        }

        @Override
        public int start() {
            return match.start();
        }

        @Override
        public int end() {
            return match.end();
        }
    }

    /** Text that looks like a placeholder, or is what was written in place of something. */
    record Literal(StandIn found) implements Span {
        boolean issued() {
            return found.issued();
        }

        @Override
        public int start() {
            return found.start();
        }

        @Override
        public int end() {
            return found.end();
        }
    }
}
