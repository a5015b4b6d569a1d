package org.llmops.router.call;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How patient the router is with providers. */
@ConfigMapping(prefix = "llmops.call")
interface CallSettings {
    /** Until a connection stands, or one of the pool is free. */
    @WithDefault("5S")
    Duration connectTimeout();

    /** From the request to the first content of a stream. Reasoning models may think for minutes. */
    @WithDefault("2M")
    Duration firstTokenTimeout();

    /** Between two pieces of a stream. */
    @WithDefault("30S")
    Duration idleTimeout();

    /** One attempt from start to end, unless its target says otherwise. */
    @WithDefault("10M")
    Duration totalTimeout();

    /** How often the last target is tried again when it could not be reached, broke off or failed before any content. */
    @WithDefault("1")
    int retries();

    /** Before a target is tried again; varied by half to keep instances apart. */
    @WithDefault("200MS")
    Duration retryDelay();

    /** A client that went away is outlived by this much, for the usage the provider tells at the end. */
    @WithDefault("30S")
    Duration drainFor();

    /** Connections to one provider at the same time. Calls beyond wait within the connect timeout. */
    @WithDefault("512")
    int maxConnections();

    /** A longer answer is given up. */
    @WithDefault("32M")
    MemorySize maxAnswer();
}
