package org.llmops.router.exchange;

import java.util.List;
import org.llmops.router.v1.LeaseUse;

/** What is set aside for one call. */
public interface Reservation {
    /** For calls that no budget bounds. */
    Reservation NONE = spent -> List.of();

    /** Spends this much and gives the rest back; only the first time counts. */
    List<LeaseUse> settle(Spent spent);

    /** The call's record, which names what was spent, is on its way to those who count it. To be told after it was settled. */
    default void recorded() {}
}
