package org.llmops.cost.anomalies;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.llmops.cost.anomalies.Anomaly.Note;
import org.llmops.cost.anomalies.Anomaly.Peak;
import org.llmops.cost.detecting.Grain;
import org.llmops.cost.detecting.Sensitivity;
import org.llmops.cost.detecting.SeriesWatch;
import org.llmops.cost.detecting.Sighting;
import org.llmops.cost.detecting.Unusual;
import org.llmops.cost.rollups.SpendPoint;
import org.llmops.platform.id.Ids;
import org.llmops.platform.money.Money;

/**
 * One look at the latest hours of every scope of a workspace.
 *
 * @param start the first hour that is learned from, the first of a week
 * @param first the first hour to look at
 * @param settled the first moment whose hour may not be complete
 * @param now the moment of the look
 */
record Look(Instant start, Instant first, Instant settled, Instant now, Sensitivity sensitivity) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double NANO = 1e9;

    /**
     * Looks at one scope.
     *
     * @param points hours with calls
     * @param known earlier anomalies of the same scope, the latest last
     */
    Seen at(Scope scope, List<SpendPoint> points, List<Anomaly> known) {
        long[] nanoUsd = new long[index(now.minusNanos(1)) + 1];
        points.stream()
                .filter(point -> !point.hour().isBefore(start) && point.hour().isBefore(now))
                .forEach(point -> nanoUsd[index(point.hour())] += point.cost().nanoUsd());
        double[] hours = new double[nanoUsd.length];
        for (int hour = 0; hour < hours.length; hour++) {
            hours[hour] = nanoUsd[hour] / NANO;
        }
        SeriesWatch.Result result = new SeriesWatch(sensitivity)
                .look(hours, misleading(known, Grain.HOUR), misleading(known, Grain.DAY), index(first), index(settled));
        List<Anomaly> all = new ArrayList<>(known);
        List<Anomaly> changed = new ArrayList<>();
        result.sightings().stream()
                .sorted(Comparator.comparingInt(Sighting::at))
                .forEach(sighting -> take(scope, sighting, nanoUsd, all, changed));
        return new Seen(scope, changed, result.days());
    }

    private void take(Scope scope, Sighting sighting, long[] nanoUsd, List<Anomaly> all, List<Anomaly> changed) {
        Unusual unusual = sighting.unusual();
        Instant from = start.plus(HOUR.multipliedBy(sighting.from()));
        Instant to = start.plus(HOUR.multipliedBy(sighting.at() + 1L));
        Peak peak = new Peak(
                from,
                actual(nanoUsd, sighting),
                money(unusual.expected()),
                money(unusual.low()),
                money(unusual.high()),
                unusual.score());
        Optional<Anomaly> ongoing = all.stream()
                .filter(one -> one.goesOnWith(sighting.grain(), unusual.direction(), from, peak.difference()))
                .reduce((earlier, later) -> later);
        boolean excused = ongoing.isEmpty()
                && all.stream()
                        .anyMatch(one -> one.excuses(sighting.grain(), unusual.direction(), from, peak.difference()));
        if (excused) {
            return;
        }
        Anomaly next = ongoing.map(
                        one -> one.grain() == sighting.grain() ? one.goOn(peak, to) : one.goOn(one.peak(), to))
                .orElseGet(() -> new Anomaly(
                        Ids.next(),
                        scope,
                        sighting.grain(),
                        unusual.direction(),
                        from,
                        to,
                        now,
                        peak,
                        Note.NONE,
                        null,
                        null));
        all.removeIf(one -> one.id().equals(next.id()));
        changed.removeIf(one -> one.id().equals(next.id()));
        all.add(next);
        changed.add(next);
    }

    private BitSet misleading(List<Anomaly> known, Grain grain) {
        BitSet hours = new BitSet();
        known.stream().filter(one -> one.grain() == grain && one.misleads()).forEach(one -> {
            Instant longest = one.from().plus(Anomaly.longestIgnored(grain));
            Instant until = one.until().isBefore(longest) ? one.until() : longest;
            int from = Math.max(0, index(one.from()));
            hours.set(from, Math.max(from, index(until)));
        });
        return hours;
    }

    private int index(Instant moment) {
        return Math.toIntExact(Math.floorDiv(Duration.between(start, moment).toNanos(), HOUR.toNanos()));
    }

    private static Money actual(long[] nanoUsd, Sighting sighting) {
        long sum = 0;
        for (int hour = sighting.from(); hour <= sighting.at(); hour++) {
            sum = Math.addExact(sum, nanoUsd[hour]);
        }
        return Money.ofNanoUsd(sum);
    }

    /** A statistic, which is no amount that anybody paid, to the nano-USD. */
    private static Money money(double usd) {
        return Money.rounded(BigDecimal.valueOf(usd));
    }

    /**
     * What was seen of a scope.
     *
     * @param changed anomalies that are new or go on
     * @param days since it spent anything first
     */
    record Seen(Scope scope, List<Anomaly> changed, int days) {
        Seen {
            changed = List.copyOf(changed);
        }
    }
}
