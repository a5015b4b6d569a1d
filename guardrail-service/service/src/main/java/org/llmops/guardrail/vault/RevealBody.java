package org.llmops.guardrail.vault;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One value that somebody asked for. */
@RegisterForReflection
@Schema(name = "Reveal")
record RevealBody(
        @Schema(description = "The same for all pseudonyms of a request")
        UUID id,

        String pseudonym,
        Instant at,
        String actor,
        String actorKind,
        @Nullable String app,
        String sink,
        String purpose,
        boolean granted) {
    static RevealBody of(Object[] row) {
        return new RevealBody(
                (UUID) row[0],
                (String) row[1],
                instant(row[2]),
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (Boolean) row[8]);
    }

    private static Instant instant(Object time) {
        return time instanceof OffsetDateTime moment ? moment.toInstant() : (Instant) time;
    }
}
