package org.llmops.router.reserve;

import org.llmops.cost.v1.BudgetExhausted;
import org.llmops.router.exchange.Reservation;

/** How setting money aside went. */
sealed interface Reserving {
    /** No budget applies. */
    Reserving UNBOUNDED = new Reserved(Reservation.NONE);

    /** It is set aside. */
    record Reserved(Reservation reservation) implements Reserving {}

    /** A budget has less left. */
    record Exhausted(BudgetExhausted budget) implements Reserving {}
}
