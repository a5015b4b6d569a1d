package org.llmops.router.limits;

import io.smallrye.config.ConfigMapping;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** Limits that apply where nobody decided otherwise. */
@ConfigMapping(prefix = "llmops.limits")
interface LimitSettings {
    /** Calls per minute of all callers of one workspace together. Absent: only the limits of keys apply. */
    Optional<@Min(1) @Max(60_000_000) Integer> workspaceRequestsPerMinute();
}
