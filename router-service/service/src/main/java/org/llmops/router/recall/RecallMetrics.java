package org.llmops.router.recall;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** How often answers are given again, and how often those to like questions are wrong. */
@Singleton
class RecallMetrics {
    private final MeterRegistry meters;
    private final Counter exact;
    private final Counter coalesced;
    private final Counter semantic;
    private final Counter miss;
    private final Counter bypass;
    private final Counter guarded;

    RecallMetrics(MeterRegistry meters, Flights flights) {
        this.meters = meters;
        exact = lookup("exact");
        coalesced = lookup("coalesced");
        semantic = lookup("semantic");
        miss = lookup("miss");
        bypass = lookup("bypass");
        guarded = Counter.builder("llmops.cache.guarded")
                .description("Questions alike enough that differ in a number, a negation, a name or an opposite")
                .register(meters);
        Gauge.builder("llmops.cache.leading", flights, Flights::leading)
                .description("Calls under way whose answer others may share")
                .register(meters);
        Gauge.builder("llmops.cache.following", flights, Flights::following)
                .description("Calls that wait for the answer of another")
                .register(meters);
    }

    private Counter lookup(String result) {
        return Counter.builder("llmops.cache.lookups")
                .description("Calls of routes that keep answers, by what was found")
                .tag("result", result)
                .register(meters);
    }

    void hit(String kind, boolean shared) {
        if (kind.equals("semantic")) {
            semantic.increment();
        } else {
            (shared ? coalesced : exact).increment();
        }
    }

    /** Calls of routes that keep nothing are not counted. */
    void none(String status) {
        switch (status) {
            case "miss" -> miss.increment();
            case "bypass" -> bypass.increment();
            default -> {}
        }
    }

    void guarded() {
        guarded.increment();
    }

    /** An answer that was given again was checked: this far it lies from what the model would have said. */
    void checked(String workspace, String route, double disagreement) {
        DistributionSummary.builder("llmops.cache.disagreement")
                .description("1 - similarity of an answer to a like question and of what the model would have answered")
                .tag("workspace", workspace)
                .tag("route", route)
                .serviceLevelObjectives(0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75)
                .register(meters)
                .record(disagreement);
        checks(workspace, route, disagreement == 0 ? "equal" : "different");
    }

    /** An answer that should have been checked was not. */
    void unchecked(String workspace, String route, String why) {
        checks(workspace, route, why);
    }

    private void checks(String workspace, String route, String outcome) {
        Counter.builder("llmops.cache.checks")
                .description("Answers to like questions that were also asked upstream, by outcome")
                .tag("workspace", workspace)
                .tag("route", route)
                .tag("outcome", outcome)
                .register(meters)
                .increment();
    }
}
