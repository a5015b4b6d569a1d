package org.llmops.router.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.llmops.router.v1.LeaseUse;

/** Money set aside for more than one answer. */
class JoinedReservationsTest {
    private final List<Long> settled = new ArrayList<>();

    @Test
    void eachAnswerIsPaidFromItsOwnAndOneLeaseIsToldOnce() {
        Reservation both = new JoinedReservations(from("a"), cost(30), from("a"));
        Reservation three = new JoinedReservations(both, cost(12), from("b"));

        List<LeaseUse> uses = three.settle(cost(5));

        assertThat(settled).containsExactly(30L, 12L, 5L);
        assertThat(uses)
                .extracting(LeaseUse::getLeaseId, LeaseUse::getNanoUsd)
                .containsExactly(tuple("a", 42L), tuple("b", 5L));
    }

    private Reservation from(String lease) {
        return spent -> {
            settled.add(spent.costNanoUsd());
            return List.of(LeaseUse.newBuilder()
                    .setLeaseId(lease)
                    .setBudgetId("budget")
                    .setNanoUsd(spent.costNanoUsd())
                    .build());
        };
    }

    private static Spent cost(long nanoUsd) {
        return new Spent(nanoUsd, 1, 1, null);
    }
}
