package org.llmops.guardrail.custom;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A custom detector as JSON, without what is secret. */
@RegisterForReflection
@Schema(name = "CustomDetector")
record CustomDetectorBody(
        String name,
        Kind kind,
        List<String> entities,
        @Nullable String url,

        @Nullable @Schema(description = "Of a service: whether it has credentials, which nobody can read back")
        Boolean hasCredentials,

        @Nullable String rubric,
        @Nullable String model,
        @Nullable Integer maxTokens,
        @Nullable Integer callsPerMinute,
        int timeoutMs,
        int maxText,
        boolean sendAround,
        String changedBy,
        Instant changedAt) {
    static CustomDetectorBody of(CustomDetector detector) {
        Terms terms = detector.terms();
        Terms.Service service = terms instanceof Terms.Service is ? is : null;
        Terms.Judge judge = terms instanceof Terms.Judge is ? is : null;
        return new CustomDetectorBody(
                detector.name(),
                terms.kind(),
                terms.entities(),
                service == null ? null : service.url().toString(),
                service == null ? null : detector.credentials().isPresent(),
                judge == null ? null : judge.rubric(),
                judge == null ? null : judge.model(),
                judge == null ? null : judge.maxTokens(),
                judge == null ? null : judge.callsPerMinute(),
                terms.timeoutMs(),
                terms.maxText(),
                terms.sendsAround(),
                detector.changedBy(),
                detector.changedAt());
    }
}
