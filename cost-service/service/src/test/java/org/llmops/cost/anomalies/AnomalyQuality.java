package org.llmops.cost.anomalies;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.llmops.cost.SyntheticSpend;
import org.llmops.cost.SyntheticSpend.Shape;

/** Watches synthetic spend in which something goes wrong at a known hour, and counts what is noticed, when, and wrongly. */
final class AnomalyQuality {
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

    private record Alarm(Grain grain, Direction direction, int told, int last, double excess) {
        Alarm until(int at) {
            return new Alarm(grain, direction, told, at, excess);
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
        for (Alarm alarm : alarms(sensitivity, hours)) {
            boolean right = alarm.told >= start && alarm.told < end + AFTERMATH;
            if (right) {
                tally.trueAlarms++;
                if (!noticed) {
                    tally.delays.add(alarm.told - start);
                    tally.noticed++;
                }
                noticed = true;
            } else {
                tally.falseAlarms++;
            }
        }
        return tally;
    }

    private static List<Alarm> alarms(Sensitivity sensitivity, double[] all) {
        SeriesWatch watch = new SeriesWatch(sensitivity);
        List<Alarm> alarms = new ArrayList<>();
        for (int now = WATCHED_FROM; now < all.length; now += STRIDE) {
            int from = Math.max(0, now - LEARNT) / SyntheticSpend.WEEK * SyntheticSpend.WEEK;
            double[] hours = java.util.Arrays.copyOfRange(all, from, Math.min(all.length, now + STRIDE));
            watch.look(hours, told(alarms, Grain.HOUR, from), told(alarms, Grain.DAY, from), now - from, hours.length)
                    .sightings()
                    .forEach(sighting -> take(alarms, sighting, from));
        }
        return alarms;
    }

    private static void take(List<Alarm> alarms, Sighting sighting, int from) {
        int at = sighting.at() + from;
        for (int index = 0; index < alarms.size(); index++) {
            Alarm alarm = alarms.get(index);
            boolean wider = alarm.grain == Grain.DAY && Math.abs(sighting.unusual().amount()-sighting.unusual().expected()) <= alarm.excess;
            if ((alarm.grain == sighting.grain() || wider)
                    && alarm.direction == sighting.unusual().direction()
                    && at - alarm.last <= Episode.coolDown(alarm.grain).toHours()) {
                alarms.set(index, alarm.until(at));
                return;
            }
        }
        alarms.add(new Alarm(sighting.grain(), sighting.unusual().direction(), at, at, Math.abs(sighting.unusual().amount()-sighting.unusual().expected())));
    }

    private static BitSet told(List<Alarm> alarms, Grain grain, int from) {
        BitSet told = new BitSet();
        for (Alarm alarm : alarms) {
            if (alarm.grain == grain) {
                int first = alarm.told - grain.hours() + 1;
                long last = Math.min(alarm.last, alarm.told + Episode.longestIgnored(grain).toHours());
                for (int hour = Math.max(first, from); hour <= last; hour++) {
                    told.set(hour - from);
                }
            }
        }
        return told;
    }
}
