package org.llmops.guardrail.policies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A policy version as JSON. */
@RegisterForReflection
@Schema(name = "PolicyVersion")
public record VersionBody(
        String name,
        int version,
        List<RailBody> rails,
        Verdict unscanned,
        @Nullable Integer deadlineMs,
        String publishedBy,
        Instant publishedAt) {
    public static VersionBody of(PolicyVersion version) {
        return new VersionBody(
                version.ref().name().value(),
                version.ref().version(),
                version.rails().stream().map(RailBody::of).toList(),
                version.unscanned(),
                version.deadlineMs(),
                version.publishedBy(),
                version.publishedAt());
    }
}
