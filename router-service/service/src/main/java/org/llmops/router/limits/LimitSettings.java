package org.llmops.router.limits;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** Limits that apply where nobody decided otherwise. */
@ConfigMapping(prefix = "llmops.limits")
interface LimitSettings {
    /**
     * Calls per minute of all callers of one workspace together, where the workspace has no such limit of its own.
     * Absent:
     * none.
     */
    Optional<@Min(1) @Max(1_000_000_000) Long> workspaceRequestsPerMinute();
}
