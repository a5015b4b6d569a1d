package org.llmops.guardrail.suites;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A suite without its cases, of which it says how many there are. */
@RegisterForReflection
@Schema(name = "SuiteSummary")
record SuiteSummary(
        String policy,
        int suite,
        double minRecall,
        double maxFalsePositiveRate,
        int cases,
        String publishedBy,
        Instant publishedAt) {
    static SuiteSummary of(Suite suite) {
        return new SuiteSummary(
                suite.policy(),
                suite.suite(),
                suite.minRecall(),
                suite.maxFalsePositiveRate(),
                suite.cases().size(),
                suite.publishedBy(),
                suite.publishedAt());
    }
}
