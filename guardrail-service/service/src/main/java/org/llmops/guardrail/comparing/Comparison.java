package org.llmops.guardrail.comparing;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.policies.PolicyRef;

/**
 * What a version would decide otherwise than another, as somebody found out.
 *
 * @param against the other version; absent when nothing was in force
 */
@RegisterForReflection
@Schema(name = "PolicyComparison")
record Comparison(
        UUID id,
        String policy,
        int version,
        @Nullable Against against,
        Texts source,
        ComparisonResult result,
        String runBy,
        Instant runAt) {
    /** A version. */
    @RegisterForReflection
    @Schema(name = "ComparedVersion")
    record Against(String name, int version) {
        static Against of(PolicyRef ref) {
            return new Against(ref.name().value(), ref.version());
        }
    }

    /** Where the texts came from. */
    enum Texts {
        /** Traffic that the workspace let be kept. */
        @JsonProperty("recorded")
        RECORDED,
        /** Lines of the request. */
        @JsonProperty("uploaded")
        UPLOADED
    }
}
