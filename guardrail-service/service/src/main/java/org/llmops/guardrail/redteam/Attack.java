package org.llmops.guardrail.redteam;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * A text that a policy is to stop; or, of the category {@value #BENIGN}, one that it is to let pass.
 *
 * @param id unique in its corpus
 * @param language ISO 639-1
 */
@RegisterForReflection
record Attack(String id, String category, String language, String text) {
    static final String BENIGN = "benign";

    boolean isBenign() {
        return category.equals(BENIGN);
    }

    /** Without the text: reports name attacks, they do not spread them. */
    @Override
    public String toString() {
        return id;
    }
}
