package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.guardrail.enforcing.Stage;

/**
 * One step of a version, for ever as it happened.
 *
 * @param move its place in the order of all moves of its policy, from 1
 */
@RegisterForReflection
@Schema(name = "PolicyMove")
record Move(
        String policy,
        int move,
        int version,
        Stage fromStage,
        Stage toStage,
        String why,
        String movedBy,
        Instant movedAt) {}
