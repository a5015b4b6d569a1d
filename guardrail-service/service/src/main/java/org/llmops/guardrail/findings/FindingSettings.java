package org.llmops.guardrail.findings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much waits to be written, off the calls' path. */
@ConfigMapping(prefix = "llmops.findings")
interface FindingSettings {
    /** Screenings that wait at most, while the database is away too; what comes beyond is not kept, and counted as dropped. */
    @WithDefault("20000")
    int maxWaiting();

    /** Characters of their texts that wait at most: each costs two bytes of memory. */
    @WithDefault("32000000")
    long maxWaitingCharacters();

    /** Characters of one text that are kept and shown to shadows; the rest is not, and the record says so. */
    @WithDefault("100000")
    int maxText();

    /** Screenings written in one transaction of a workspace. */
    @WithDefault("1000")
    int batch();

    /** How long the database may take for one of them before it is tried again. */
    @WithDefault("10S")
    Duration writeWithin();

    /** How long the service stays at its end to write what waits; what is left then is lost, and counted. */
    @WithDefault("5S")
    Duration flushWithin();
}
