package org.llmops.guardrail.vault;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.GuardrailProblem;

/** Asks the vault to forget: one value wherever it was met, or all values of a conversation. */
@RegisterForReflection
@Schema(name = "ForgetRequest")
record ForgetRequest(
        @Nullable @Size(min = 1, max = 200) String conversation,
        @Nullable Value value) {

    /** A value as it was written in the text. */
    @RegisterForReflection
    @Schema(name = "ForgetValue")
    record Value(
            @NotNull @Size(min = 1, max = 64) String entity,
            @NotNull @Size(min = 1, max = 4000) String text) {
        @Override
        public String toString() {
            return entity;
        }
    }

    void requireOne() {
        if ((conversation == null) == (value == null)) {
            throw GuardrailProblem.REVEAL_INVALID.at("value", "Name a value or a conversation, one of the two");
        }
    }
}
