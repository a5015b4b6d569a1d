package org.llmops.guardrail.replacing;

import org.llmops.guardrail.detecting.Parameters;

/** A way of replacing that rails can name: one bean each, found by injection. */
public interface OperatorType {
    /** What policies call it, such as {@code mask}. */
    String kind();

    /** One sentence for who writes a policy: what is written instead, and whether the original can be had back. */
    String description();

    /** Reads every parameter beside {@code kind}. Faults are collected, not thrown. */
    Operator compile(Parameters parameters);
}
