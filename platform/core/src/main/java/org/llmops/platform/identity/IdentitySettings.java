package org.llmops.platform.identity;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How callers are recognised. */
@ConfigMapping(prefix = "llmops.identity")
interface IdentitySettings {
    /**
     * How long a token that was verified is accepted without verifying it again, unless it expires before. A key that
     * the realm takes back is believed for as long; zero verifies every time.
     */
    @WithDefault("60S")
    Duration verifiedFor();

    /** How many verified tokens are remembered; beyond that, those that are used least are verified again. */
    @WithDefault("10000")
    int verifiedTokens();
}
