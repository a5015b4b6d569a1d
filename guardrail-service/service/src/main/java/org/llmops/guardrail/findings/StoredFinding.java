package org.llmops.guardrail.findings;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.llmops.guardrail.detecting.Source;
import org.llmops.guardrail.policies.Action;
import org.llmops.guardrail.policies.Direction;

/**
 * Something a rule found in a call; never what it was.
 *
 * @param textId the screened text it was found in
 * @param start in code points of the text
 * @param length in code points
 * @param fingerprint of what was found: equal values of one kind have equal ones in a workspace; absent without a key
 */
@RegisterForReflection
@Schema(name = "StoredFinding")
public record StoredFinding(
        UUID id,
        UUID textId,
        @Nullable String callId,
        String segment,
        Direction direction,
        Source source,
        String policy,
        int version,
        String rule,
        String entity,
        Action action,
        Mode mode,
        double score,
        int start,
        int length,
        String reason,
        @Nullable String fingerprint,
        Instant at,
        Instant expiresAt) {
    /** Whether it counted. */
    public enum Mode {
        /** It had its effect on the call. */
        @JsonProperty("enforce")
        ENFORCE,
        /** A version or a rule in shadow found it: the call knew nothing of it. */
        @JsonProperty("shadow")
        SHADOW
    }
}
