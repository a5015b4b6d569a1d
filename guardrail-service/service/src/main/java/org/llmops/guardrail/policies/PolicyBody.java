package org.llmops.guardrail.policies;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A policy as JSON, without its versions. */
@RegisterForReflection
@Schema(name = "Policy")
record PolicyBody(String name, int latestVersion, String createdBy, Instant createdAt, Instant publishedAt) {
    static PolicyBody of(Policy policy) {
        return new PolicyBody(
                policy.name().value(),
                policy.latestVersion(),
                policy.createdBy(),
                policy.createdAt(),
                policy.publishedAt());
    }
}
