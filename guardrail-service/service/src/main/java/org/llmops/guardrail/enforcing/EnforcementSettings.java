package org.llmops.guardrail.enforcing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How stale the policy in force may be. */
@ConfigMapping(prefix = "llmops.enforcement")
interface EnforcementSettings {
    /**
     * How long an instance screens with what it knows before it asks the database again: after so long a change made in
     * another instance is in force everywhere. Each active workspace costs one short query in this time.
     */
    @WithDefault("PT1S")
    Duration checkAfter();

    /** How long a check may take before the database counts as away. */
    @WithDefault("PT2S")
    Duration checkTimeout();

    /**
     * How long an instance screens with what it knew last while the database is away. Then it refuses to screen, because
     * the policy may have become stricter.
     */
    @WithDefault("PT1M")
    Duration trustFor();
}
