package org.llmops.router.admit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.llmops.platform.identity.Caller;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.buckets.Level;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.limits.AppliedLimit;
import org.llmops.router.limits.LimitUnit;
import org.llmops.router.limits.Scope;
import org.llmops.router.refusal.Refusal;
import org.llmops.router.snapshot.LimitsInForce;

/**
 * Turns callers away who are known to have no requests left, before their body is read and without a hop: a limit that was
 * full lets nobody pass until the time it named. Only limits on requests of the caller itself count here: nothing is ever
 * given back to them, and no body changes whom they bound.
 */
@Singleton
class FloodGate {
    /** Beyond this, those whose time is over are forgotten; it bounds memory and not limits. */
    private static final int SWEEP_ABOVE = 10_000;

    private final Map<Bearer, Closed> closed = new ConcurrentHashMap<>();
    private final LimitsInForce limits;
    private final LongSupplier nanoClock;

    @Inject
    FloodGate(LimitsInForce limits) {
        this(limits, System::nanoTime);
    }

    FloodGate(LimitsInForce limits, LongSupplier nanoClock) {
        this.limits = limits;
        this.nanoClock = nanoClock;
    }

    /** Empty when nothing is known that refuses the call. */
    Optional<Refusal> refusal(Exchange exchange) {
        Closed gate = closed.isEmpty() ? null : closed.get(Bearer.of(exchange.caller()));
        if (gate == null) {
            return Optional.empty();
        }
        long now = nanoClock.getAsLong();
        // Whoever changes a limit changes the configuration, and may have opened the gate.
        if (gate.revision != limits.revision(exchange.caller().workspace()) || now - gate.untilNanos >= 0) {
            closed.remove(Bearer.of(exchange.caller()), gate);
            return Optional.empty();
        }
        Level level = new Level(0, (gate.untilNanos - now) / 1000 + 1, Math.max(0, gate.resetNanos - now) / 1000);
        RateHeaders.tell(exchange, List.of(gate.limit), List.of(level));
        return Optional.of(LimitRefusals.full(gate.limit, 1, level));
    }

    /** Remembers limits that had no room. */
    void full(Exchange exchange, List<AppliedLimit> applying, List<Level> levels) {
        for (int i = 0; i < applying.size(); i++) {
            if (levels.get(i).waitUs() > 0 && isOfCaller(applying.get(i))) {
                close(exchange, applying.get(i), levels.get(i));
            }
        }
    }

    private static boolean isOfCaller(AppliedLimit applied) {
        Scope.Kind kind = applied.limit().scope().kind();
        return applied.limit().unit() == LimitUnit.REQUESTS && kind != Scope.Kind.MODEL && kind != Scope.Kind.END_USER;
    }

    private void close(Exchange exchange, AppliedLimit limit, Level level) {
        long now = nanoClock.getAsLong();
        if (closed.size() >= SWEEP_ABOVE) {
            closed.values().removeIf(gate -> now - gate.untilNanos >= 0);
        }
        if (closed.size() < SWEEP_ABOVE) {
            long until = now + Duration.ofNanos(level.waitUs() * 1000).toNanos();
            closed.put(
                    Bearer.of(exchange.caller()),
                    new Closed(
                            limits.revision(exchange.caller().workspace()),
                            limit,
                            until,
                            now + level.resetUs() * 1000));
        }
    }

    /** Who is turned away. */
    private record Bearer(WorkspaceId workspace, String subject) {
        static Bearer of(Caller caller) {
            return new Bearer(caller.workspace(), caller.subject());
        }
    }

    /** Why, and for how long. */
    private record Closed(long revision, AppliedLimit limit, long untilNanos, long resetNanos) {}
}
