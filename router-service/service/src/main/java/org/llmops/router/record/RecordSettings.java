package org.llmops.router.record;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What of a call is recorded. */
@ConfigMapping(prefix = "llmops.record")
interface RecordSettings {
    /** Of longer requests and answers only the beginning is recorded. Kafka's message size must leave room for two of them. */
    @WithDefault("1M")
    MemorySize maxPayload();
}
