package org.llmops.router.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** When a target is left alone, and for how long. */
@ConfigMapping(prefix = "llmops.health")
public interface HealthSettings {
    /** So many failures without a success between them eject a target. */
    @WithDefault("5")
    @Min(1)
    int failuresInARow();

    /** How far back the failure rate looks. */
    @WithDefault("30S")
    Duration window();

    /** With fewer calls in the window the failure rate says nothing. */
    @WithDefault("20")
    @Min(1)
    int minCalls();

    /** A higher share of failures in the window ejects a target. */
    @WithDefault("0.5")
    @DecimalMin("0.01")
    @DecimalMax("1")
    double failureRate();

    /** How long a target is left alone the first time; each further time twice as long. */
    @WithDefault("5S")
    Duration ejectionTime();

    /** The longest a target is left alone before it is tried with one call. */
    @WithDefault("5M")
    Duration maxEjectionTime();

    /** At most this share of a call's targets is passed over, and never all: when most fail, the fault may be ours. */
    @WithDefault("0.7")
    @DecimalMin("0")
    @DecimalMax("1")
    double maxEjectedShare();

    /** How fast a slow answer is forgotten: after this time it counts for a third. */
    @WithDefault("10S")
    Duration latencyDecay();

    /** More targets than this are not watched. */
    @WithDefault("20000")
    @Min(1)
    int maxTargets();

    /** What is known of a target that nobody asked for this long is forgotten. */
    @WithDefault("1H")
    Duration forgetAfter();

    /** Retries of a target may be this share of its calls, so that they cannot multiply the load of a failing one. */
    @WithDefault("0.2")
    @DecimalMin("0")
    @DecimalMax("1")
    double retryShare();

    /** So many retries a target is good for before any call has earned one. */
    @WithDefault("10")
    @Min(0)
    int retryReserve();
}
