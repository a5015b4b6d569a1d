package org.llmops.router.condition;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;

/** One condition, compiled. Safe for any thread; equal to any other with the same text. */
public final class Condition {
    private static final int MAX_FAULT_LENGTH = 200;

    private final String text;
    private final CelRuntime.Program program;
    private final Reads reads;

    Condition(String text, CelRuntime.Program program, Reads reads) {
        this.text = text;
        this.program = program;
        this.reads = reads;
    }

    /** Compiles a condition, or finds it compiled; the first one ever takes long. */
    public static Condition of(String text) throws ConditionMalformed {
        return KnownConditions.get(text);
    }

    /** As it was written. */
    public String text() {
        return text;
    }

    /** What it looks at. */
    public Reads reads() {
        return reads;
    }

    /** Whether it holds for a call. What cannot be said of a call, such as the value of a header it does not have, does not hold. */
    public Outcome test(Subject subject) {
        try {
            return (Boolean) program.eval(subject.variables) ? Outcome.HOLDS : Outcome.FAILS;
        } catch (CelEvaluationException unsaid) {
            String why = String.valueOf(unsaid.getMessage());
            return new Outcome(false, why.substring(0, Math.min(why.length(), MAX_FAULT_LENGTH)));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Condition that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    /** A call that several conditions are put to. */
    public static final class Subject {
        private final Map<String, Object> variables;

        public Subject(CallView call) {
            this.variables = call.variables();
        }
    }

    /**
     * Whether a condition holds.
     *
     * @param fault why nothing could be said; empty when something could
     */
    public record Outcome(boolean holds, String fault) {
        private static final Outcome HOLDS = new Outcome(true, "");
        private static final Outcome FAILS = new Outcome(false, "");
    }
}
