package org.llmops.cost.delivery;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How messages about alerts are sent. */
@ConfigMapping(prefix = "llmops.alerts")
interface DeliverySettings {
    /** Who is not connected to by then counts as away. */
    @WithDefault("3S")
    Duration connectTimeout();

    /** Who has not answered by then counts as away, whatever was heard so far. */
    @WithDefault("10S")
    Duration sendTimeout();

    /** After so many attempts a message is given up, and shown as dead. */
    @WithDefault("12")
    int mostAttempts();

    /** How long after the first attempt the second is made; every further wait is twice as long, less up to half at random. */
    @WithDefault("10S")
    Duration firstRetry();

    /** No wait is longer. */
    @WithDefault("1H")
    Duration longestRetry();

    /** So many messages are on their way at once from one instance. */
    @WithDefault("32")
    int mostInFlight();

    /** So many of them to one channel: one that hangs leaves room for the others. */
    @WithDefault("4")
    int mostInFlightPerChannel();

    /** For so long people can look up what became of a message. */
    @WithDefault("90D")
    Duration remembered();

    /** The sender of e-mail. Without it there is none. */
    Optional<String> mailFrom();
}
