package org.llmops.router.health;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.WorkspaceId;

/** Watches how attempts end, target by target, each workspace for itself, and says which targets to leave alone. */
@Singleton
public class TargetHealth implements TargetLoad {
    private static final Logger LOG = Logger.getLogger(TargetHealth.class);
    private static final double NANOS_PER_MS = 1e6;

    private final Map<Key, WatchedTarget> targets = new ConcurrentHashMap<>();
    private final HealthSettings settings;
    private final LongSupplier nanos;
    private final Counter ejections;

    @Inject
    TargetHealth(HealthSettings settings, MeterRegistry meters) {
        this(settings, meters, System::nanoTime);
    }

    /** With a clock of one's own. */
    public TargetHealth(HealthSettings settings, MeterRegistry meters, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.ejections = Counter.builder("llmops.router.target.ejections")
                .description("How often a target was ejected because it failed too often")
                .register(meters);
        Gauge.builder("llmops.router.targets.ejected", targets, watched -> ejected(watched.values(), nanos.getAsLong()))
                .description("Targets that are passed over at the moment")
                .register(meters);
    }

    /** Begins an attempt at a target: its end has to be told. */
    public Visit visit(WorkspaceId workspace, String target, boolean retry) {
        WatchedTarget watched = watched(workspace, target);
        return new Visit(this, watched, workspace, target, watched.begin(retry, nanos.getAsLong()));
    }

    /** Whether to pass the target over, were there another. */
    public boolean isOut(WorkspaceId workspace, String target) {
        WatchedTarget known = targets.get(new Key(workspace, target));
        return known != null && !known.admits(nanos.getAsLong());
    }

    /** How many of so many targets a call may pass over. */
    public int mayPassOver(int targetCount) {
        return Math.min(targetCount - 1, (int) (settings.maxEjectedShare() * targetCount));
    }

    /** Takes a retry out of the target's budget; false: it has none left. */
    public boolean mayRetry(WorkspaceId workspace, String target) {
        return watched(workspace, target).spendRetry();
    }

    @Override
    public double latencyMs(WorkspaceId workspace, String target) {
        WatchedTarget known = targets.get(new Key(workspace, target));
        return known == null ? 0 : known.latencyNanos(nanos.getAsLong()) / NANOS_PER_MS;
    }

    @Override
    public int inFlight(WorkspaceId workspace, String target) {
        WatchedTarget known = targets.get(new Key(workspace, target));
        return known == null ? 0 : known.inFlight();
    }

    @Override
    public boolean available(WorkspaceId workspace, String target) {
        WatchedTarget known = targets.get(new Key(workspace, target));
        return known == null || known.available(nanos.getAsLong());
    }

    /** What is known of a provider's targets, by name. */
    public List<TargetReport> reports(WorkspaceId workspace, String provider) {
        List<TargetReport> reports = new ArrayList<>();
        targets.forEach((key, watched) -> {
            if (key.workspace.equals(workspace) && key.target.startsWith(provider + "/")) {
                reports.add(watched.report(key.target, nanos.getAsLong()));
            }
        });
        reports.sort(Comparator.comparing(TargetReport::target));
        return reports;
    }

    void responded(WatchedTarget watched, long latencyNanos) {
        watched.responded(latencyNanos, nanos.getAsLong());
    }

    void limited(WatchedTarget watched, Duration wait) {
        watched.limited(wait, nanos.getAsLong());
    }

    void ended(Visit visit, WatchedTarget watched, boolean probe, Outcome outcome) {
        if (watched.end(probe, outcome, nanos.getAsLong())) {
            ejections.increment();
            LOG.warnf(
                    "Target %s of workspace %s fails too often and is passed over", visit.target(), visit.workspace());
        }
    }

    @Scheduled(every = "1M", delayed = "1M")
    void forget() {
        long before = nanos.getAsLong() - settings.forgetAfter().toNanos();
        targets.values().removeIf(watched -> watched.isIdleSince(before));
    }

    int watchedCount() {
        return targets.size();
    }

    private static long ejected(Collection<WatchedTarget> all, long now) {
        return all.stream().filter(watched -> watched.isEjected(now)).count();
    }

    /** Beyond the bound, targets are asked without being watched. */
    private WatchedTarget watched(WorkspaceId workspace, String target) {
        Key key = new Key(workspace, target);
        WatchedTarget known = targets.get(key);
        if (known != null) {
            return known;
        }
        WatchedTarget fresh = new WatchedTarget(settings, nanos.getAsLong());
        if (targets.size() >= settings.maxTargets()) {
            return fresh;
        }
        WatchedTarget raced = targets.putIfAbsent(key, fresh);
        return raced == null ? fresh : raced;
    }

    private record Key(WorkspaceId workspace, String target) {}
}
