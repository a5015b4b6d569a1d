package org.llmops.guardrail.findings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much waits to be written, off the calls' path. */
@ConfigMapping(prefix = "llmops.findings")
interface FindingSettings {
    /** Screenings that wait at most; what comes beyond is not kept, and counted as dropped. */
    @WithDefault("20000")
    int maxWaiting();

    /** Characters of their texts that wait at most: each costs two bytes of memory. */
    @WithDefault("32000000")
    long maxWaitingCharacters();

    /** Characters of one text that are kept and shown to shadows; the rest is not, and the record says so. */
    @WithDefault("100000")
    int maxText();

    /** Screenings written in one transaction of a workspace. */
    @WithDefault("200")
    int batch();
}
