package org.llmops.router.screen;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How guardrails are consulted. */
@ConfigMapping(prefix = "llmops.screen")
interface ScreenSettings {
    /** How long it is believed that a workspace has no policy, should the news of its first one get lost. */
    @WithDefault("30S")
    Duration unscreenedFor();

    /** How much longer that is believed while the guardrails are away. Afterwards calls of such workspaces are refused too. */
    @WithDefault("5M")
    Duration unscreenedGrace();

    /** How long a call waits for a verdict before it is refused. */
    @WithDefault("5S")
    Duration deadline();

    /**
     * How long a stream is used on which many calls are screened. A longer one saves next to nothing; a restarting
     * guardrail-service waits for its streams to end, and after 30 seconds it ends them itself.
     */
    @WithDefault("5S")
    Duration streamFor();

    /** Bytes up to which a call shares a stream with others. Longer ones are asked about alone, so as not to hold those up. */
    @WithDefault("16384")
    int sharedUpTo();
}
