package org.llmops.router.drain;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/**
 * The end of an instance, in order: readiness goes down, then new calls are refused, then those under way finish, and
 * with them what is still read for clients that left; only then everything else stops.
 */
@Singleton
public class Drain {
    private static final Logger LOG = Logger.getLogger(Drain.class);
    /** Before anything that calls need is taken down. */
    private static final int FIRST = 1;

    private final CallsUnderWay calls = new CallsUnderWay();
    private final DrainSettings settings;
    private volatile boolean leaving;
    private volatile long refusesFromNanos;

    Drain(DrainSettings settings, MeterRegistry meters) {
        this.settings = settings;
        Gauge.builder("llmops.router.calls.in.flight", calls, CallsUnderWay::number)
                .description("Calls from their arrival to their record")
                .register(meters);
    }

    /** A call begins, and its end has to be told; false: it has to go elsewhere. */
    public boolean begin() {
        if (leaving && System.nanoTime() - refusesFromNanos >= 0) {
            calls.close();
        }
        return calls.begin();
    }

    /** A call is over, its record included. */
    public void end() {
        calls.end();
    }

    /** Readiness is down. */
    boolean isLeaving() {
        return leaving;
    }

    /**
     * As long as this lasts, nothing else stops: who comes too late is told so in the words of the API it called, and
     * whatever the calls under way need still works.
     */
    void leave(@Observes ShutdownDelayInitiatedEvent event) throws InterruptedException {
        leave();
        calls.awaitEnd(settings.notice().toMillis());
        calls.close();
        calls.awaitEnd(leftMs());
    }

    private synchronized void leave() {
        if (!leaving) {
            refusesFromNanos = System.nanoTime() + settings.notice().toNanos();
            leaving = true;
            LOG.infof("Ending: %d calls are under way", calls.number());
        }
    }

    /** By now every call is over, or the deadline is. */
    void stop(@Observes @Priority(FIRST) ShutdownEvent event) throws InterruptedException {
        leave();
        calls.close();
        if (!calls.awaitEnd(leftMs())) {
            LOG.warnf("%d calls are broken off: they lasted longer than llmops.drain.deadline", calls.number());
        }
    }

    private long leftMs() {
        return (refusesFromNanos + settings.deadline().toNanos() - System.nanoTime()) / 1_000_000;
    }
}
