package org.llmops.router.recall;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long calls wait for what others answered, and what is spent on checking it. */
@ConfigMapping(prefix = "llmops.recall")
interface RecallSettings {
    /**
     * How long a call waits for one under way that asks the same, before it asks by itself; never longer than it would
     * wait for its own first target. Zero: every call asks by itself.
     */
    @WithDefault("60S")
    Duration followFor();

    /** How long a call waits for the embedding of its question, before it goes on without like questions. */
    @WithDefault("2S")
    Duration embedFor();

    /** How many answers to like questions are checked upstream at once; what would be more is not checked. */
    @WithDefault("8")
    int maxChecks();
}
