package org.llmops.router.surface;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What clients may send. */
@ConfigMapping(prefix = "llmops.surface")
interface SurfaceSettings {
    /** A longer request is refused. Each call under way may hold this much memory several times. */
    @WithDefault("10M")
    MemorySize maxBody();
}
