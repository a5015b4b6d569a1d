package org.llmops.router.reserve;

import java.time.Instant;
import java.util.List;
import org.llmops.cost.v1.LeaseGranted;

/** Slices of all budgets that apply, taken together. Guarded by the lock of its purse. */
final class Grant {
    private final List<Slice> slices;
    private final Instant unboundedUntil;
    private Instant lastUsedAt;

    /**
     * @param unboundedUntil should no budget apply, how long that is believed
     */
    Grant(LeaseGranted granted, Instant now, Instant unboundedUntil) {
        this.slices = granted.getSlicesList().stream().map(Slice::new).toList();
        this.unboundedUntil = unboundedUntil;
        this.lastUsedAt = now;
    }

    List<Slice> slices() {
        return slices;
    }

    Instant lastUsedAt() {
        return lastUsedAt;
    }

    boolean usable(Instant now) {
        return slices.isEmpty() ? now.isBefore(unboundedUntil) : slices.stream().allMatch(slice -> slice.usable(now));
    }

    /** Sets the bound aside in every slice, or in none. */
    boolean reserve(long bound, Instant now) {
        if (!usable(now) || slices.stream().anyMatch(slice -> slice.free() < bound)) {
            return false;
        }
        slices.forEach(slice -> slice.reserve(bound));
        lastUsedAt = now;
        return true;
    }

    /** So little is left that the next ones should be fetched before anyone waits. */
    boolean isLow() {
        return slices.stream().anyMatch(slice -> slice.free() < slice.amount() / 4);
    }

    void close() {
        slices.forEach(Slice::close);
    }

    boolean isGone(Instant now) {
        return slices.isEmpty() ? !usable(now) : slices.stream().allMatch(Slice::isGone);
    }
}
