package org.llmops.router.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** How often providers let calls down. */
@ApplicationScoped
class CallMetrics {
    private final Counter fallbacks;

    CallMetrics(MeterRegistry meters) {
        this.fallbacks = Counter.builder("llmops.router.fallbacks")
                .description("Attempts at a further target because the one before did not answer")
                .register(meters);
    }

    void fellBack() {
        fallbacks.increment();
    }
}
