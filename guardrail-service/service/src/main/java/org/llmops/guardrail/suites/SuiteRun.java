package org.llmops.guardrail.suites;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How a version did on a version of its policy's suite, when somebody tried. */
@RegisterForReflection
@Schema(name = "SuiteRun")
record SuiteRun(
        UUID id,
        String policy,
        int version,
        int suite,
        boolean passed,
        SuiteResult result,
        String runBy,
        Instant runAt) {}
