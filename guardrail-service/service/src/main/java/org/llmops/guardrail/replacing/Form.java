package org.llmops.guardrail.replacing;

import org.jspecify.annotations.Nullable;

/** How values of one kind are written, and which of them belong to nobody. */
interface Form {
    /** One like the original, which nobody has as far as its kind allows; absent when the original is written in no way that is known. */
    @Nullable
    String like(String original, Draws draws);

    /** Whether the value lies in a range that is reserved as a whole, so that it can be left as it is. */
    default boolean isNobodys(String value) {
        return false;
    }
}
