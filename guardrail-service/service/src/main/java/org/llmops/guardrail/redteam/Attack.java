package org.llmops.guardrail.redteam;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Source;

/**
 * A text that a policy is to stop; or, of the category {@value #BENIGN}, one that it is to let pass.
 *
 * @param id unique in its corpus
 * @param language ISO 639-1
 * @param asData what stands in its place in tool results and documents, where an ordinary request would be an order that
 *     nobody there may give; absent: the text itself
 */
@RegisterForReflection
record Attack(
        String id,
        String category,
        String language,
        String text,
        @Nullable String asData) {
    static final String BENIGN = "benign";

    boolean isBenign() {
        return category.equals(BENIGN);
    }

    /** The text, as it would stand in a place of this source. */
    String in(Source source) {
        return source.isData() && asData != null ? asData : text;
    }

    /** Without the text: reports name attacks, they do not spread them. */
    @Override
    public String toString() {
        return id;
    }
}
