package org.llmops.router.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.llmops.router.v1.LeaseUse;

/**
 * What was set aside for an answer that was refused, and what for the one after it.
 *
 * @param took what the refused answer took of the first
 */
public record JoinedReservations(Reservation first, Spent took, Reservation next) implements Reservation {
    /** What was taken of one lease is told once. */
    @Override
    public List<LeaseUse> settle(Spent spent) {
        Map<String, LeaseUse> uses = new LinkedHashMap<>();
        List<LeaseUse> all = new ArrayList<>(first.settle(took));
        all.addAll(next.settle(spent));
        all.forEach(use -> uses.merge(use.getLeaseId(), use, JoinedReservations::sum));
        return List.copyOf(uses.values());
    }

    @Override
    public void recorded() {
        first.recorded();
        next.recorded();
    }

    private static LeaseUse sum(LeaseUse one, LeaseUse other) {
        return one.toBuilder().setNanoUsd(one.getNanoUsd() + other.getNanoUsd()).build();
    }
}
