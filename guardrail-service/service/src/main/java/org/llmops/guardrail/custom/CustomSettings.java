package org.llmops.guardrail.custom;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** What operators decide about detectors that workspaces bring themselves. */
@ConfigMapping(prefix = CustomSettings.PREFIX)
public interface CustomSettings {
    String PREFIX = "llmops.custom-detectors";

    /**
     * Hosts that detectors may be at: `public` for all of the public internet over TLS, else a host or `*.domain`. A host
     * that is named may lie inside the network and be reached in clear text.
     */
    @WithDefault("public")
    List<String> allowedHosts();

    /** How long a change of a detector may stay unknown to another instance. */
    @WithDefault("2S")
    Duration freshFor();

    /** How long a connection may take; the detector's own time limit counts too. */
    @WithDefault("1S")
    Duration connectTimeout();

    /** Bytes of an answer; a longer one counts as none. */
    @WithDefault("262144")
    int maxAnswerBytes();

    /** Requests at once to one detector over HTTP; others wait. */
    @WithDefault("64")
    int maxInFlight();
}
