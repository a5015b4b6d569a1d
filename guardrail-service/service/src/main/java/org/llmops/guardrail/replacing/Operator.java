package org.llmops.guardrail.replacing;

import io.smallrye.mutiny.Uni;
import org.llmops.guardrail.detecting.Scene;

/** How a rail replaces what it finds: compiled once for each policy version, without state, shared by all calls. */
public sealed interface Operator {
    /** Numbered placeholders, {@code <EMAIL_ADDRESS_1>}, which screening issues by itself and restores in the answer. */
    record Placeholders() implements Operator {}

    /** Writes something of its own. */
    non-sealed interface Writing extends Operator {
        /**
         * Starts on one call, with all that is needed from elsewhere. Fails with a problem when that cannot be had: then
         * nothing of the call may be let through.
         */
        Uni<Writer> open(Scene scene);
    }
}
