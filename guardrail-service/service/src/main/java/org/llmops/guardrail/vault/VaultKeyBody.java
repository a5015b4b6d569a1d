package org.llmops.guardrail.vault;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A key of the workspace, without the key. */
@RegisterForReflection
@Schema(name = "VaultKey")
record VaultKeyBody(
        int generation,

        @Schema(
                description =
                        "Whether it is the one in use; others open what was sealed under them, and go with the last of it")
        boolean inUse,

        Instant createdAt) {}
