package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.llmops.guardrail.enforcing.Stage;

/** How far a version has come, and who moved it there when. */
@RegisterForReflection
@Schema(name = "StagedVersion")
record StagedVersion(String policy, int version, Stage stage, String movedBy, Instant movedAt) {}
