package org.llmops.guardrail.findings;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Screenings that wait to be written, and those that are tried again: never more than fits, and what does not fit is
 * counted, not lost in silence.
 */
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

    /** How a try to write a screening ends. */
    enum Outcome {
        WRITTEN,
        /** The database refused it for now: it goes on waiting. */
        REFUSED,
        /** The database refused it again and again. */
        FAILED,
        /** There was no room for it. */
        DROPPED,
        /** It was not written yet when the service stopped. */
        LOST
    }

    /** Takes it, or says that it does not fit. Costs a call next to nothing. */
    boolean offer(Observation observation) {
        long weight = observation.characters();
        int number = waiting.incrementAndGet();
        long total = characters.addAndGet(weight);
        if (number > settings.maxWaiting() || total > settings.maxWaitingCharacters()) {
            waiting.decrementAndGet();
            characters.addAndGet(-weight);
            count(Outcome.DROPPED, 1);
            return false;
        }
        queue.add(observation);
        return true;
    }

    /** The oldest, at most so many. They count as waiting until it is said how it ended with them. */
    List<Observation> take(int most) {
        List<Observation> taken = new ArrayList<>();
        while (taken.size() < most) {
            Observation next = queue.poll();
            if (next == null) {
                break;
            }
            taken.add(next);
        }
        return taken;
    }

    /** Makes room again. */
    void ended(List<Observation> observations, Outcome outcome) {
        waiting.addAndGet(-observations.size());
        characters.addAndGet(
                -observations.stream().mapToLong(Observation::characters).sum());
        count(outcome, observations.size());
    }

    /** Those that nothing ended yet, taken or not. */
    int size() {
        return waiting.get();
    }

    void count(Outcome outcome, int observations) {
        metrics.counter(
                        "llmops.guardrail.observations",
                        "outcome",
                        outcome.name().toLowerCase(Locale.ROOT))
                .increment(observations);
    }
}
