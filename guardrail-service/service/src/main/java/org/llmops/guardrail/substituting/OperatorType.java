package org.llmops.guardrail.substituting;

import org.llmops.guardrail.detecting.Parameters;

/** A way of redacting that rails can name in {@code action_parameters.operator}: one bean each, found by injection. */
public interface OperatorType {
    /** What policies call it, such as {@code mask}. */
    String name();

    /** Reads every parameter that a rail may set for it. Faults are collected, not thrown. */
    Operator compile(Parameters parameters);
}
