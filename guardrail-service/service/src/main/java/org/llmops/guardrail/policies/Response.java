package org.llmops.guardrail.policies;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.llmops.guardrail.detecting.Parameters;
import org.llmops.guardrail.substituting.Operator;
import org.llmops.guardrail.substituting.Operators;

/** A rail's action with what it needs to know, ready to be taken. */
public sealed interface Response {
    Action action();

    /** What becomes of the call, and not of the text. */
    record Plain(Action action) implements Response {}

    /** Has an operator write something else. */
    record Redact(Operator operator) implements Response {
        @Override
        public Action action() {
            return Action.REDACT;
        }
    }

    /** Writes something else. */
    record Rewrite(String replacement) implements Response {
        @Override
        public Action action() {
            return Action.REWRITE;
        }
    }

    /** Marks a text as material. */
    record Quarantine(Marking marking) implements Response {
        @Override
        public Action action() {
            return Action.QUARANTINE;
        }
    }

    /** How a text is marked as material. */
    enum Marking {
        /** Between two lines that nobody who wrote the text could know. */
        DELIMIT,
        /** A mark in place of every space, so that no part of it can be taken for something else. */
        DATAMARK
    }

    /** Asks for more than a change: who follows it is told where to, or how. */
    record Directed(Action action, String detail) implements Response {}

    /** Reads every parameter of an action. */
    static Response compile(Action action, Parameters parameters, Operators operators) {
        return switch (action) {
            case ALLOW, FLAG, HUMAN_REVIEW, BLOCK -> new Plain(action);
            case REDACT -> new Redact(operators.compile(parameters));
            case REWRITE -> new Rewrite(parameters.needed("replacement"));
            case QUARANTINE ->
                new Quarantine(parameters.choice(
                        "marking",
                        List.of(Marking.values()),
                        marking -> marking.name().toLowerCase(Locale.ROOT),
                        Marking.DELIMIT));
            case ROUTE -> new Directed(action, parameters.needed("route"));
            case RE_ASK -> new Directed(action, Objects.requireNonNullElse(parameters.text("instruction"), ""));
        };
    }
}
