package org.llmops.cost.anomalies;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.llmops.cost.alerts.Signals;
import org.llmops.cost.detecting.Sensitivity;
import org.llmops.cost.explaining.Explaining;
import org.llmops.cost.looks.LookKind;
import org.llmops.cost.looks.Looks;
import org.llmops.cost.rollups.Dimension;
import org.llmops.cost.rollups.SpendPoint;
import org.llmops.cost.rollups.SpendSeries;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;

/** Looks at the spend of every workspace again and again, and tells what is not as usual. */
@ApplicationScoped
class SpendWatch {
    private static final Duration LEARNT = Duration.ofDays(42);

    /** After a longer pause, what was missed is no news. */
    private static final Duration MOST_MISSED = Duration.ofHours(24);

    private final Transactions transactions;
    private final Looks looks;
    private final SpendSeries series;
    private final Explaining explaining;
    private final Anomalies anomalies;
    private final Watches watches;
    private final Signals signals;
    private final AnomaliesConfig config;
    private final Vertx vertx;
    private final Clock clock;

    SpendWatch(
            Transactions transactions,
            Looks looks,
            SpendSeries series,
            Explaining explaining,
            Anomalies anomalies,
            Watches watches,
            Signals signals,
            AnomaliesConfig config,
            Vertx vertx,
            Clock clock) {
        this.transactions = transactions;
        this.looks = looks;
        this.series = series;
        this.explaining = explaining;
        this.anomalies = anomalies;
        this.watches = watches;
        this.signals = signals;
        this.config = config;
        this.vertx = vertx;
        this.clock = clock;
    }

    @Scheduled(
            every = "${llmops.anomalies.every:5m}",
            delayed = "30s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return looks.eachWorkspace(LookKind.ANOMALIES, this::lookAt);
    }

    private Uni<Instant> lookAt(WorkspaceId workspace, Optional<Instant> before) {
        Look look = look(before);
        return transactions
                .read(workspace, session -> anomalies.since(session, workspace, look.start()))
                .chain(known -> spend(workspace, look)
                        .chain(spend -> vertx.executeBlocking(() -> seen(look, spend, known)))
                        .chain(seen -> explain(workspace, seen, known)
                                .chain(explained -> keep(workspace, look, seen, explained))))
                .replaceWith(look.settled());
    }

    private Look look(Optional<Instant> before) {
        Instant now = clock.instant();
        Instant settled = now.minus(config.settle()).truncatedTo(ChronoUnit.HOURS);
        Instant earliest = settled.minus(MOST_MISSED);
        Instant first = before.filter(done -> !done.isAfter(settled)).orElse(settled.minus(1, ChronoUnit.HOURS));
        LocalDate monday = LocalDate.ofInstant(now.minus(LEARNT), ZoneOffset.UTC)
                .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return new Look(
                monday.atStartOfDay(ZoneOffset.UTC).toInstant(),
                first.isBefore(earliest) ? earliest : first,
                settled,
                now,
                new Sensitivity(
                        config.score().doubleValue(),
                        config.leastHourUsd().doubleValue(),
                        config.leastDayUsd().doubleValue(),
                        config.leastShare().doubleValue()));
    }

    /** One query for the workspace, and one for each dimension. */
    private Uni<Map<Scope, List<SpendPoint>>> spend(WorkspaceId workspace, Look look) {
        Map<Scope, List<SpendPoint>> all = new LinkedHashMap<>();
        return series.hourly(workspace, Map.of(), look.start(), look.now())
                .invoke(points -> all.put(Scope.WORKSPACE, points))
                .chain(() -> Multi.createFrom()
                        .iterable(config.dimensions())
                        .onItem()
                        .transformToUniAndConcatenate(dimension -> series.hourlyBy(
                                        workspace, dimension, look.start(), look.now(), config.mostScopes())
                                .invoke(values -> put(all, dimension, values)))
                        .collect()
                        .last())
                .replaceWith(all);
    }

    private static void put(
            Map<Scope, List<SpendPoint>> all, Dimension dimension, Map<String, List<SpendPoint>> values) {
        values.forEach((value, points) -> all.put(new Scope(dimension, value), points));
    }

    private static List<Look.Seen> seen(Look look, Map<Scope, List<SpendPoint>> spend, List<Anomaly> known) {
        Map<Scope, List<Anomaly>> earlier = known.stream().collect(Collectors.groupingBy(Anomaly::scope));
        return spend.entrySet().stream()
                .map(each -> look.at(each.getKey(), each.getValue(), earlier.getOrDefault(each.getKey(), List.of())))
                .toList();
    }

    /** Those that stand for others first: what is beyond the bound is listed with its amounts alone. */
    private Uni<List<Anomaly>> explain(WorkspaceId workspace, List<Look.Seen> seen, List<Anomaly> known) {
        Set<UUID> before = known.stream().map(Anomaly::id).collect(Collectors.toSet());
        List<Anomaly> changed =
                seen.stream().flatMap(each -> each.changed().stream()).toList();
        List<Anomaly> all = new ArrayList<>(Grouping.of(
                changed.stream().filter(each -> !before.contains(each.id())).toList(), known));
        changed.stream().filter(each -> before.contains(each.id())).forEach(all::add);
        Set<UUID> explained = all.stream()
                .filter(each -> each.explanation() == null)
                .sorted((one, other) -> Boolean.compare(one.partOf() != null, other.partOf() != null))
                .limit(config.mostExplained())
                .map(Anomaly::id)
                .collect(Collectors.toCollection(HashSet::new));
        return Multi.createFrom()
                .iterable(all)
                .onItem()
                .transformToUniAndConcatenate(each -> explained.contains(each.id())
                        ? explain(workspace, each)
                        : Uni.createFrom().item(each))
                .collect()
                .asList();
    }

    private Uni<Anomaly> explain(WorkspaceId workspace, Anomaly anomaly) {
        Instant from = anomaly.peak().at();
        Instant to = from.plus(anomaly.grain().hours(), ChronoUnit.HOURS);
        return explaining
                .explain(
                        workspace,
                        anomaly.scope().filter(),
                        from,
                        to,
                        anomaly.peak().expected())
                .map(anomaly::explained);
    }

    private Uni<Void> keep(WorkspaceId workspace, Look look, List<Look.Seen> seen, List<Anomaly> explained) {
        return transactions.write(
                workspace,
                session -> anomalies
                        .keep(session, workspace, explained)
                        .chain(() -> watches.replace(session, workspace, seen, look.now()))
                        .chain(() -> signals.raise(session, AnomalySignals.of(workspace, explained, look.now()))));
    }
}
