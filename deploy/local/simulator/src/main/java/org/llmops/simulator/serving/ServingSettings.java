package org.llmops.simulator.serving;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalDouble;

/** How the simulator serves, unless a request's headers say otherwise. */
@ConfigMapping(prefix = "llmops.simulator")
interface ServingSettings {

    /** How long every answer takes to begin. Header {@code x-sim-latency-ms}. */
    @WithDefault("2ms")
    Duration firstToken();

    /** How fast tokens follow; absent: as fast as the connection takes them. Header {@code x-sim-tokens-per-second}. */
    OptionalDouble tokensPerSecond();

    /** How long the answers of {@code sim-slow} take to begin. */
    @WithDefault("2s")
    Duration slowFirstToken();

    /** How fast the tokens of {@code sim-slow} follow. */
    @WithDefault("20")
    double slowTokensPerSecond();

    /** A larger request is refused with 413 and not read to its end. */
    @WithDefault("10M")
    MemorySize maxBody();
}
