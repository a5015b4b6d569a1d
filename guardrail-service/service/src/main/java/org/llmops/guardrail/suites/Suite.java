package org.llmops.guardrail.suites;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One version of a policy's test suite, for ever as it was published. */
@RegisterForReflection
@Schema(name = "PolicySuite")
record Suite(
        String policy,
        int suite,
        double minRecall,
        double maxFalsePositiveRate,
        List<SuiteCase> cases,
        String publishedBy,
        Instant publishedAt) {
    Suite {
        cases = List.copyOf(cases);
    }
}
