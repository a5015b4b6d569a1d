package org.llmops.cost.detecting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Looks at the latest hours of one scope, each by itself and with the 23 before it.
 *
 * <p>A day is looked at less what single hours of it have been told for: a spike makes one alarm, not one now and another
 * for its day.
 */
public final class SeriesWatch {
    private final Sensitivity sensitivity;

    public SeriesWatch(Sensitivity sensitivity) {
        this.sensitivity = sensitivity;
    }

    /**
     * Looks at the hours from `first` on; what came before is what is learned from.
     *
     * @param hours USD, oldest first, from the first hour of a week
     * @param unusualHours hours that single-hour alarms were about, and nobody called expected
     * @param unusualDays hours that alarms of days were about, and nobody called expected
     * @param first at least one
     * @param whole hours that are over; those behind are looked at only for too much
     */
    public Result look(double[] hours, BitSet unusualHours, BitSet unusualDays, int first, int whole) {
        BitSet unlike = (BitSet) unusualHours.clone();
        unlike.or(unusualDays);
        Detection hourly = Detection.of(Grain.HOUR, Arrays.copyOf(hours, first), unlike, sensitivity);
        double[] calm = hours.clone();
        List<Sighting> sightings = new ArrayList<>();
        for (int at = first; at < hours.length; at++) {
            int hour = at;
            hourly.look(at, hours[at], at < whole).ifPresent(unusual -> {
                sightings.add(new Sighting(Grain.HOUR, hour, unusual));
                calm[hour] = unusual.expected();
            });
        }
        unusualHours.stream()
                .filter(hour -> hour < first)
                .forEach(hour -> calm[hour] = hourly.expected(hour, hours[hour]));
        for (int at = first; at < hours.length; at++) {
            Detection daily = daysBefore(calm, unusualDays, at);
            int end = at;
            daily.look(blocks(at), sum(calm, at), at < whole)
                    .ifPresent(unusual -> sightings.add(new Sighting(Grain.DAY, end, unusual)));
        }
        return new Result(sightings, hourly.days());
    }

    /** Days that end where the one does that ends with this hour, whatever the time of day. */
    private Detection daysBefore(double[] calm, BitSet unusualDays, int at) {
        int count = blocks(at);
        double[] days = new double[count];
        BitSet ignored = new BitSet(count);
        for (int day = 0; day < count; day++) {
            int end = at - (count - day) * Grain.DAY.hours();
            days[day] = sum(calm, end);
            int told = unusualDays.get(end - Grain.DAY.hours() + 1, end + 1).cardinality();
            ignored.set(day, told > Grain.DAY.hours() / 2);
        }
        return Detection.of(Grain.DAY, days, ignored, sensitivity);
    }

    /** Whole days before the one that ends with this hour. */
    private static int blocks(int at) {
        return (at + 1) / Grain.DAY.hours() - 1;
    }

    private static double sum(double[] hours, int last) {
        return Arrays.stream(hours, last - Grain.DAY.hours() + 1, last + 1).sum();
    }

    /**
     * What was seen.
     *
     * @param days since the scope spent anything first
     */
    public record Result(List<Sighting> sightings, int days) {}
}
