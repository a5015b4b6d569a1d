package org.llmops.guardrail.vault;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Values that were asked back, in the order asked. */
@RegisterForReflection
@Schema(name = "Revealed")
record RevealedBody(List<ValueBody> values) {
    /** One value. */
    @RegisterForReflection
    @Schema(name = "RevealedValue")
    record ValueBody(String pseudonym, String entity, String value) {
        @Override
        public String toString() {
            return pseudonym;
        }
    }
}
