package org.llmops.router.shadow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;

/** Copies of calls. */
@ConfigMapping(prefix = "llmops.shadow")
interface ShadowSettings {
    /** Copies under way at one time in this instance: what would be more is not sent, so that slow targets hold up nothing. */
    @WithDefault("32")
    @Min(0)
    int maxConcurrent();
}
