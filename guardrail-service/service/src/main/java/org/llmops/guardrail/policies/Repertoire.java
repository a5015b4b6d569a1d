package org.llmops.guardrail.policies;

import jakarta.inject.Singleton;
import org.llmops.guardrail.detecting.Detectors;
import org.llmops.guardrail.substituting.Operators;

/** What the rails of a policy can ask for by name. */
@Singleton
public final class Repertoire {
    private final Detectors detectors;
    private final Operators operators;

    public Repertoire(Detectors detectors, Operators operators) {
        this.detectors = detectors;
        this.operators = operators;
    }

    public Detectors detectors() {
        return detectors;
    }

    public Operators operators() {
        return operators;
    }
}
