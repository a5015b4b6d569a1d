package org.llmops.guardrail.policies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A policy version as JSON. */
@RegisterForReflection
@Schema(name = "PolicyVersion")
record VersionBody(
        String name, int version, List<RailBody> rails, Verdict unscanned, String publishedBy, Instant publishedAt) {
    static VersionBody of(PolicyVersion version) {
        return new VersionBody(
                version.ref().name().value(),
                version.ref().version(),
                version.rails().stream().map(RailBody::of).toList(),
                version.unscanned(),
                version.publishedBy(),
                version.publishedAt());
    }
}
