package org.llmops.eval.ingest;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts what became of every message, so that what was published and what is logged can be reconciled. */
@ApplicationScoped
class IngestMetrics {
    private final Counter logged;
    private final Counter duplicate;
    private final Counter expired;
    private final Counter dead;
    private final Counter retried;

    IngestMetrics(MeterRegistry metrics) {
        logged = outcome(metrics, "logged");
        duplicate = outcome(metrics, "duplicate");
        expired = outcome(metrics, "expired");
        dead = outcome(metrics, "dead");
        retried = Counter.builder("llmops.call.batch.retries")
                .description("Times that a batch of call records had to wait for the database")
                .register(metrics);
    }

    private static Counter outcome(MeterRegistry metrics, String outcome) {
        return Counter.builder("llmops.call.records")
                .description("Call records by what became of them")
                .tag("outcome", outcome)
                .register(metrics);
    }

    void logged(int calls) {
        logged.increment(calls);
    }

    void duplicate(int calls) {
        duplicate.increment(calls);
    }

    void expired(int calls) {
        expired.increment(calls);
    }

    void dead() {
        dead.increment();
    }

    void retried() {
        retried.increment();
    }
}
