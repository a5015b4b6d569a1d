package org.llmops.guardrail.screening;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much is screened at once. */
@ConfigMapping(prefix = "llmops.screening")
public interface ScreeningSettings {
    /**
     * Code points of one text that are scanned. What lies behind them is blocked or let through unscanned, and reported,
     * as the policy says. More costs memory (4 bytes each) and time.
     */
    @WithDefault("1000000")
    int maxCodePoints();

    /** Texts of one request, and channels of one stream; more are refused. */
    @WithDefault("2048")
    int maxTexts();

    /** Characters from which on a piece of work leaves the event loop, where it would hold up other calls. */
    @WithDefault("8192")
    int offloadFrom();
}
