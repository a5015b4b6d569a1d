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

    /** Has the call made by another route. */
    record Route(String name) implements Response {
        @Override
        public Action action() {
            return Action.ROUTE;
        }
    }

    /**
     * Has the model asked again.
     *
     * @param instruction what it is told beside the reasons
     * @param times how often at most
     */
    record ReAsk(String instruction, int times) implements Response {
        /** Models that fail this often do not learn it any more. */
        static final int MOST = 3;

        /** Without a word beside the reasons. */
        public static final ReAsk ONCE = new ReAsk("", 1);

        @Override
        public Action action() {
            return Action.RE_ASK;
        }
    }

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
            case ROUTE -> new Route(parameters.needed("route"));
            case RE_ASK ->
                new ReAsk(
                        Objects.requireNonNullElse(parameters.text("instruction"), ""),
                        parameters.whole("times", 1, ReAsk.MOST, ReAsk.ONCE.times()));
        };
    }
}
