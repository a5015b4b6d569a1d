package org.llmops.eval.retention;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;

/** The days of the call log, each a partition. */
@ApplicationScoped
public class CallLogDays {
    private final CallLogSettings settings;
    private final Clock clock;

    /** Days whose partition is known to exist; others may exist too. */
    private final Set<LocalDate> made = ConcurrentHashMap.newKeySet();

    CallLogDays(CallLogSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    public static LocalDate dayOf(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** The first day that is kept. */
    public LocalDate first() {
        return dayOf(clock.instant()).minusDays(settings.retentionDays());
    }

    /** The last day that has a partition of its own. */
    private LocalDate last() {
        return dayOf(clock.instant()).plusDays(settings.daysAhead());
    }

    /** Whether a call of that day would have been dropped by now. */
    public boolean isExpired(LocalDate day) {
        return day.isBefore(first());
    }

    /** Days that need a partition before calls of these days are written. */
    public List<LocalDate> missing(Collection<LocalDate> days) {
        LocalDate last = last();
        return days.stream()
                .distinct()
                .filter(day -> !isExpired(day) && !day.isAfter(last) && !made.contains(day))
                .sorted()
                .toList();
    }

    /** Days from today that need a partition in advance. */
    List<LocalDate> missingAhead() {
        return missing(dayOf(clock.instant()).datesUntil(last().plusDays(1)).toList());
    }

    /** Makes partitions, in a transaction of its own: it is done before calls wait for it. */
    public Uni<Void> make(Mutiny.Session session, List<LocalDate> days) {
        return Multi.createFrom()
                .iterable(days)
                .onItem()
                .transformToUniAndConcatenate(
                        day -> session.createNativeQuery("select call_log_add_day(:day)", Boolean.class)
                                .setParameter("day", day)
                                .getSingleResult())
                .collect()
                .asList()
                .replaceWithVoid();
    }

    /** Remembers partitions, once the transaction that made them is committed. */
    public void made(List<LocalDate> days) {
        made.addAll(days);
    }

    /** Forgets days that are over, as their partitions are about to go. */
    void forgetExpired() {
        made.removeIf(this::isExpired);
    }
}
