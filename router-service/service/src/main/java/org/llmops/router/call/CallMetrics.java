package org.llmops.router.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** How often providers let calls down, and what was done about it. */
@Singleton
class CallMetrics {
    private final Counter fallbacks;
    private final Counter retries;
    private final Counter retriesDenied;
    private final Counter rotations;
    private final Counter retired;
    private final Counter passedOver;
    private final Counter stopped;

    CallMetrics(MeterRegistry meters) {
        fallbacks = counter(
                meters,
                "llmops.router.fallbacks",
                "Attempts at a further target because the one before did not answer");
        retries = counter(meters, "llmops.router.retries", "Attempts at a target that did not answer before");
        retriesDenied = counter(
                meters,
                "llmops.router.retries.denied",
                "Retries left out because a target's share of them was used up");
        rotations = counter(
                meters,
                "llmops.router.credentials.rotated",
                "Attempts with another credential because the one before was refused or limited");
        retired = counter(
                meters,
                "llmops.router.credentials.retired",
                "Credentials taken out of use because a provider does not take them any more");
        passedOver = counter(meters, "llmops.router.targets.passed.over", "Ejected targets that calls left out");
        stopped = counter(
                meters,
                "llmops.router.streams.stopped",
                "Streams ended because they went beyond their reserved output");
    }

    private static Counter counter(MeterRegistry meters, String name, String description) {
        return Counter.builder(name).description(description).register(meters);
    }

    void fellBack() {
        fallbacks.increment();
    }

    void retried() {
        retries.increment();
    }

    void retryDenied() {
        retriesDenied.increment();
    }

    void rotated() {
        rotations.increment();
    }

    void credentialRetired() {
        retired.increment();
    }

    void passedOver() {
        passedOver.increment();
    }

    void stoppedAtBound() {
        stopped.increment();
    }
}
