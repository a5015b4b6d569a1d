package org.llmops.guardrail.substituting;

import io.smallrye.mutiny.Uni;
import org.llmops.guardrail.detecting.Scene;

/** Says what to write in place of a value; compiled once for each policy version, without state, shared by all calls. */
public interface Operator {
    /** Whether each call has to {@link #open} it and {@link #settle} what it wrote; else it serves them all as it is. */
    default boolean isOpenedForEachCall() {
        return false;
    }

    /**
     * Whether it writes the text again in another form, and so keeps what stands in it: what other rails find inside is
     * dealt with first, and the operator is given what came of it.
     */
    default boolean keepsText() {
        return false;
    }

    /**
     * Starts on one call, before its first text, with what is needed from elsewhere: what it returns serves this call
     * alone and may have state. Fails with a problem when that cannot be had, and then nothing of the call goes out.
     */
    default Uni<Operator> open(Scene scene) {
        return Uni.createFrom().item(this);
    }

    /**
     * Asked once for each different value of a call, on the path of the call: nobody may wait here. A failure blocks the
     * text, since it may not go out as it is.
     */
    Substitute replace(Original original);

    /**
     * Makes sure, in one go, of all that was written since the last time. Text with substitutes goes out only after it;
     * when it fails, nothing does.
     */
    default Uni<Void> settle() {
        return Uni.createFrom().voidItem();
    }
}
