package org.llmops.guardrail.releases;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The gates of one policy or of all, and who set them when.
 *
 * @param policy {@value #ALL} for all of the workspace
 */
@RegisterForReflection
@Schema(name = "GateSettings")
record GateSettings(String policy, Gates gates, String setBy, Instant setAt) {
    static final String ALL = "*";
}
