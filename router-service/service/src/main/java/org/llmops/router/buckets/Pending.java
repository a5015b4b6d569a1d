package org.llmops.router.buckets;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The corrections of one workspace that Redis does not know of yet; one batch of them is on its way at a time. */
final class Pending {
    private static final int BATCH = 100;
    /** Beyond this corrections are lost: slots end by themselves, and refunds are only missed. */
    private static final int MOST = 20_000;

    private final Map<Object, Correction> waiting = new LinkedHashMap<>();
    private boolean sending;

    /** Adds to what waits; true when the caller has to send the next batch. */
    synchronized boolean add(Correction correction) {
        put(correction);
        return begin();
    }

    /** True when the caller has to send the next batch. */
    synchronized boolean begin() {
        if (sending || waiting.isEmpty()) {
            return false;
        }
        sending = true;
        return true;
    }

    /** The next batch; empty when there is nothing left to send. */
    synchronized List<Correction> next() {
        List<Correction> batch = new ArrayList<>(Math.min(BATCH, waiting.size()));
        Iterator<Correction> oldest = waiting.values().iterator();
        while (oldest.hasNext() && batch.size() < BATCH) {
            batch.add(oldest.next());
            oldest.remove();
        }
        sending = !batch.isEmpty();
        return batch;
    }

    /**
     * A batch of which nobody knows whether it arrived. What can only make a limit tighter is sent again; a refund is
     * not, as it would count twice.
     */
    synchronized void failed(List<Correction> batch) {
        sending = false;
        batch.stream()
                .filter(correction -> correction instanceof Correction.Debt
                        || (correction instanceof Correction.Free && !waiting.containsKey(id(correction))))
                .forEach(this::put);
    }

    private void put(Correction correction) {
        Object id = id(correction);
        if (waiting.size() < MOST || waiting.containsKey(id)) {
            waiting.merge(id, correction, Pending::both);
        }
    }

    /** Debts of one bucket add up, the last word on a slot counts, and refunds stand for themselves. */
    private static Object id(Correction correction) {
        return switch (correction) {
            case Correction.Debt debt -> debt.bucket().key();
            case Correction.Hold(Bucket.Slots slots, String callId) -> List.of(slots.key(), callId);
            case Correction.Free(Bucket.Slots slots, String callId) -> List.of(slots.key(), callId);
            case Correction.Refund refund -> new Object();
        };
    }

    private static Correction both(Correction old, Correction fresh) {
        return old instanceof Correction.Debt before && fresh instanceof Correction.Debt more
                ? new Correction.Debt(more.bucket(), before.used() + more.used())
                : fresh;
    }
}
