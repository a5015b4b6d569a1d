package org.llmops.router.reserve;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.llmops.router.exchange.Reservation;
import org.llmops.router.exchange.Spent;
import org.llmops.router.v1.LeaseUse;

/** The bound of one call, set aside in a slice of every budget that applies. It belongs to the call's event loop. */
final class Hold implements Reservation {
    private static final long[] NOTHING = {};

    private final Purse[] purses;
    private final long[] bounds;
    private final @Nullable Slice[] slices;
    private long[] spent = NOTHING;
    private boolean settled;

    /** @param slices null where a budget that is exceeded lets calls pass */
    Hold(Purse[] purses, long[] bounds, @Nullable Slice[] slices) {
        this.purses = purses;
        this.bounds = bounds;
        this.slices = slices;
    }

    @Override
    public List<LeaseUse> settle(Spent took) {
        if (settled) {
            return List.of();
        }
        settled = true;
        spent = new long[purses.length];
        List<LeaseUse> uses = new ArrayList<>(purses.length);
        for (int i = 0; i < purses.length; i++) {
            Slice slice = slices[i];
            if (slice != null) {
                long actual = purses[i].amountOf(took);
                slice.settle(bounds[i], actual);
                spent[i] = actual;
                if (actual != 0) {
                    uses.add(LeaseUse.newBuilder()
                            .setLeaseId(slice.leaseId())
                            .setBudgetId(slice.budgetId())
                            .setNanoUsd(actual)
                            .build());
                }
            }
        }
        return uses;
    }

    @Override
    public void recorded() {
        for (int i = 0; i < spent.length; i++) {
            Slice slice = slices[i];
            if (slice != null) {
                slice.recorded(spent[i]);
            }
        }
        spent = NOTHING;
    }
}
