package org.llmops.router.compose;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How prompts are looked up. */
@ConfigMapping(prefix = "llmops.compose")
interface ComposeSettings {
    /** How long it is believed where a label points to, should the news of its move get lost. */
    @WithDefault("30S")
    Duration freshFor();

    /** How long a call waits for the registry when it uses a prompt for the first time. */
    @WithDefault("2S")
    Duration deadline();
}
