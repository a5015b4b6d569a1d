package org.llmops.guardrail.custom;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** How models are asked to judge, and how often at most. */
@ConfigMapping(prefix = "llmops.judge")
public interface JudgeSettings {
    /** Where the router's public inference API is. */
    @WithDefault("http://localhost:8080")
    URI url();

    /** Questions that one workspace may ask within a minute through this instance; those beyond count as not answered. */
    @WithDefault("300")
    int callsPerMinute();
}
