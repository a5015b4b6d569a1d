package org.llmops.router.call;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How patient the router is with providers. A route may say otherwise for each of its targets. */
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

    /**
     * A stream that has begun and brings fewer bytes a second, its frames included, is given up. 0 asks for no speed:
     * some models pause to think. The time a client takes to read does not count.
     */
    @WithDefault("0")
    @Min(0)
    int minBytesPerSecond();

    /** Over how long the speed is measured, and so the soonest a slow stream is given up. */
    @WithDefault("10S")
    Duration speedWindow();

    /** How often a target is tried again when no other is left, after it could not be reached, broke off or failed before any content. */
    @WithDefault("1")
    @Min(0)
    int retries();

    /** How often a target is tried again before the next one is. More spares the next, and costs time when the target is down. */
    @WithDefault("0")
    @Min(0)
    int retriesBeforeFallback();

    /** The longest pause before the first retry; it doubles with each. The actual pause is anything below, so that instances stay apart. */
    @WithDefault("200MS")
    Duration retryDelay();

    /** No pause before a retry is longer. A provider that asks for more time is not waited for: the next target is tried, or the client told. */
    @WithDefault("2S")
    Duration maxRetryDelay();

    /** How long a credential rests after the provider had enough of it, when it does not say. */
    @WithDefault("5S")
    Duration restAfterLimit();

    /** A client that went away is outlived by this much, for the usage the provider tells at the end. */
    @WithDefault("30S")
    Duration drainFor();

    /**
     * Connections of one event loop to one provider at the same time: calls beyond wait within the connect timeout. There
     * is an event loop for each processor.
     */
    @WithDefault("512")
    int maxConnections();

    /** A longer answer is given up. */
    @WithDefault("32M")
    MemorySize maxAnswer();
}
