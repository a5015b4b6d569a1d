package org.llmops.guardrail.findings;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Screenings that wait to be written: never more than fits, and what does not fit is counted, not lost in silence. */
@ApplicationScoped
class Waiting {
    private final Queue<Observation> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicLong characters = new AtomicLong();
    private final FindingSettings settings;
    private final MeterRegistry metrics;

    Waiting(FindingSettings settings, MeterRegistry metrics) {
        this.settings = settings;
        this.metrics = metrics;
        metrics.gauge("llmops.guardrail.observations.waiting", waiting);
    }

    /** Takes it, or says that it does not fit. Costs a call next to nothing. */
    boolean offer(Observation observation) {
        long weight = observation.characters();
        int number = waiting.incrementAndGet();
        long total = characters.addAndGet(weight);
        if (number > settings.maxWaiting() || total > settings.maxWaitingCharacters()) {
            waiting.decrementAndGet();
            characters.addAndGet(-weight);
            count("dropped", 1);
            return false;
        }
        queue.add(observation);
        return true;
    }

    /** The oldest, at most so many. */
    List<Observation> take(int most) {
        List<Observation> taken = new ArrayList<>();
        while (taken.size() < most) {
            Observation next = queue.poll();
            if (next == null) {
                break;
            }
            waiting.decrementAndGet();
            characters.addAndGet(-next.characters());
            taken.add(next);
        }
        return taken;
    }

    /** @param outcome written, dropped or failed */
    void count(String outcome, int observations) {
        metrics.counter("llmops.guardrail.observations", "outcome", outcome).increment(observations);
    }
}
