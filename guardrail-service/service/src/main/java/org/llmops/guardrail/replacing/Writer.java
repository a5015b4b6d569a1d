package org.llmops.guardrail.replacing;

import io.smallrye.mutiny.Uni;

/** Replaces values during one call; used by one thread at a time. */
public interface Writer {
    /** What to write in place of a value; the same for the same value. Waits for nothing. */
    Replaced replace(String entity, String original);

    /**
     * Makes sure of what was promised since the last time, in one go. Text with replacements leaves only after it; it
     * fails with a problem when that cannot be had.
     */
    default Uni<Void> settle() {
        return Uni.createFrom().voidItem();
    }
}
