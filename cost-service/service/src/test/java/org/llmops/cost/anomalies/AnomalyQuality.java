package org.llmops.cost.anomalies;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.SyntheticSpend;
import org.llmops.cost.SyntheticSpend.Shape;
import org.llmops.cost.detecting.Sensitivity;
import org.llmops.cost.rollups.SpendPoint;
import org.llmops.platform.money.Money;

/** Watches synthetic spend in which something goes wrong at a known hour, and counts what is noticed, when, and wrongly. */
final class AnomalyQuality {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int WEEKS = 9;
    private static final int WATCHED_FROM = 5 * SyntheticSpend.WEEK;
    private static final int LEARNT = 6 * SyntheticSpend.WEEK;
    private static final int STRIDE = 6;

    /** After this long, an alarm about something that is over is counted as wrong. */
    private static final int AFTERMATH = 24;

    /** What came of the series of one shape or one injection. */
    static final class Tally {
        private int injected;
        private int noticed;
        private int trueAlarms;
        private int falseAlarms;
        private double weeks;
        private final List<Integer> delays = new ArrayList<>();

        double recall() {
            return injected == 0 ? 1 : (double) noticed / injected;
        }

        double precision() {
            return trueAlarms + falseAlarms == 0 ? 1 : (double) trueAlarms / (trueAlarms + falseAlarms);
        }

        double falseAlarmsPerWeek() {
            return falseAlarms / weeks;
        }

        double alarmsPerAnomaly() {
            return noticed == 0 ? 0 : (double) trueAlarms / noticed;
        }

        /** Hours from the first wrong hour's end to the alarm. */
        int medianDelayHours() {
            return delays.isEmpty() ? -1 : delays.stream().sorted().toList().get(delays.size() / 2);
        }

        void add(Tally other) {
            injected += other.injected;
            noticed += other.noticed;
            trueAlarms += other.trueAlarms;
            falseAlarms += other.falseAlarms;
            weeks += other.weeks;
            delays.addAll(other.delays);
        }

        String row(String name) {
            return "| %s | %.2f | %.2f | %s | %.1f | %.3f |%n"
                    .formatted(
                            name.toLowerCase(Locale.ROOT).replace('_', ' '),
                            precision(),
                            recall(),
                            injected == 0 ? "" : medianDelayHours() + " h",
                            alarmsPerAnomaly(),
                            falseAlarmsPerWeek());
        }
    }

    private AnomalyQuality() {}

    /** @param injection nothing: the series is as it always was, and every alarm is wrong */
    static Tally watch(Sensitivity sensitivity, Shape shape, @Nullable Injection injection, long seed) {
        double[] hours = SyntheticSpend.hours(shape, WEEKS, seed);
        SplittableRandom random = new SplittableRandom(seed * 7919 + 13);
        int start = hours.length;
        int end = hours.length;
        if (injection != null) {
            start = injection.startIn(hours, 6, random);
            end = injection.into(hours, start, random);
        }
        Tally tally = new Tally();
        tally.injected = injection == null ? 0 : 1;
        tally.weeks = (hours.length - WATCHED_FROM) / (double) SyntheticSpend.WEEK;
        boolean noticed = false;
        for (Anomaly alarm : alarms(sensitivity, hours)) {
            int told = hour(alarm.detectedAt());
            boolean right = told >= start && told < end + AFTERMATH;
            if (right) {
                tally.trueAlarms++;
                if (!noticed) {
                    tally.delays.add(told - start);
                    tally.noticed++;
                }
                noticed = true;
            } else {
                tally.falseAlarms++;
            }
        }
        return tally;
    }

    /** As the service does, every six hours instead of every few minutes. */
    private static Collection<Anomaly> alarms(Sensitivity sensitivity, double[] hours) {
        List<SpendPoint> points = new ArrayList<>();
        for (int hour = 0; hour < hours.length; hour++) {
            Money cost = Money.rounded(BigDecimal.valueOf(hours[hour]));
            points.add(new SpendPoint(START.plus(Duration.ofHours(hour)), cost, 1, 0, 0));
        }
        Map<UUID, Anomaly> alarms = new LinkedHashMap<>();
        for (int now = WATCHED_FROM; now + STRIDE <= hours.length; now += STRIDE) {
            int from = Math.max(0, now - LEARNT) / SyntheticSpend.WEEK * SyntheticSpend.WEEK;
            Instant end = START.plus(Duration.ofHours(now + STRIDE));
            Look look = new Look(
                    START.plus(Duration.ofHours(from)), START.plus(Duration.ofHours(now)), end, end, sensitivity);
            look.at(Scope.WORKSPACE, points.subList(from, now + STRIDE), List.copyOf(alarms.values()))
                    .changed()
                    .forEach(anomaly -> alarms.merge(anomaly.id(), atItsHour(anomaly), AnomalyQuality::goneOn));
        }
        return alarms.values();
    }

    /** Looks are made every six hours to save time: a service that looks all the time tells when the hour is over. */
    private static Anomaly atItsHour(Anomaly anomaly) {
        Instant firstSeen = anomaly.from().plus(Duration.ofHours(anomaly.grain().hours() - 1L));
        return new Anomaly(
                anomaly.id(),
                anomaly.scope(),
                anomaly.grain(),
                anomaly.direction(),
                anomaly.from(),
                anomaly.until(),
                firstSeen,
                anomaly.peak(),
                anomaly.note(),
                null,
                null);
    }

    private static Anomaly goneOn(Anomaly known, Anomaly now) {
        return known.goOn(now.peak(), now.until());
    }

    private static int hour(Instant moment) {
        return (int) Duration.between(START, moment).toHours();
    }
}
