package org.llmops.router.buckets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The buckets as this instance knows them alone, for the time without Redis. They decide as the script does; and as they
 * learn the shared levels while Redis answers, its absence is no fresh start.
 */
final class LocalBuckets {
    static final long SLOT_WAIT_US = 1_000_000;
    /** Idle buckets are forgotten when there are this many; it bounds memory and not limits. */
    private static final int SWEEP_ABOVE = 50_000;

    private final LongSupplier nowUs;
    private final long leaseUs;
    private final Map<String, Fill> fills = new HashMap<>();
    /** When the lease of each call ends, by slots and call. */
    private final Map<String, Map<String, Long>> slots = new HashMap<>();

    private int sweepAbove = SWEEP_ABOVE;

    LocalBuckets(LongSupplier nowUs, long leaseUs) {
        this.nowUs = nowUs;
        this.leaseUs = leaseUs;
    }

    /**
     * What was taken.
     *
     * @param atUs when, by the clock of these buckets
     */
    record Taken(long atUs, List<Level> levels) {
        boolean all() {
            return levels.stream().allMatch(Level::hadRoom);
        }
    }

    /** Takes from every bucket, or from none when one has no room. */
    synchronized Taken take(String callId, List<Draw> draws) {
        long now = nowUs.getAsLong();
        sweep(now);
        long[] waits = new long[draws.size()];
        Fill[] fills = new Fill[draws.size()];
        boolean all = true;
        for (int i = 0; i < waits.length; i++) {
            Draw draw = draws.get(i);
            switch (draw.bucket()) {
                case Bucket.Rate rate -> {
                    // A call that is refused leaves no trace, not even in how a level is rounded.
                    fills[i] = fill(rate, now).copy().advance(rate, now);
                    waits[i] = fills[i].waitUs(rate, draw.cost());
                }
                case Bucket.Slots of ->
                    waits[i] = leases(of, now).size() + draw.cost() > of.amount() ? SLOT_WAIT_US : 0;
            }
            all &= waits[i] == 0;
        }
        List<Level> levels = new ArrayList<>(waits.length);
        for (int i = 0; i < waits.length; i++) {
            levels.add(level(draws.get(i), fills[i], callId, all, waits[i], now));
        }
        return new Taken(now, levels);
    }

    private Level level(Draw draw, Fill fill, String callId, boolean taken, long waitUs, long now) {
        return switch (draw.bucket()) {
            case Bucket.Rate rate -> {
                if (taken) {
                    fill.add(draw.cost());
                    fills.put(rate.key(), fill);
                }
                yield new Level(fill.remaining(rate), waitUs, fill.resetUs(rate));
            }
            case Bucket.Slots of -> {
                if (taken) {
                    hold(of, callId, now);
                }
                yield new Level(Math.max(of.amount() - leases(of, now).size(), 0), waitUs, 0);
            }
        };
    }

    synchronized void correct(Correction correction) {
        long now = nowUs.getAsLong();
        switch (correction) {
            case Correction.Refund(Bucket.Rate rate, long charged, long unused, long at) ->
                fill(rate, now).advance(rate, now).refund(rate, charged, unused, at, now);
            case Correction.Debt(Bucket.Rate rate, long used) ->
                fill(rate, now).advance(rate, now).add(used);
            case Correction.Hold(Bucket.Slots of, String callId) -> hold(of, callId, now);
            case Correction.Free(Bucket.Slots of, String callId) -> free(of, callId);
        }
    }

    /** Takes over what Redis has answered, for the time when it does not. */
    synchronized void learn(String callId, boolean taken, List<Draw> draws, List<Level> levels) {
        long now = nowUs.getAsLong();
        for (int i = 0; i < levels.size(); i++) {
            switch (draws.get(i).bucket()) {
                case Bucket.Rate rate ->
                    fill(rate, now)
                            .learn(rate, rate.amount() - (double) levels.get(i).remaining(), now);
                case Bucket.Slots of -> {
                    if (taken) {
                        hold(of, callId, now);
                    }
                }
            }
        }
    }

    synchronized int size() {
        return fills.size() + slots.size();
    }

    private void free(Bucket.Slots of, String callId) {
        slots.computeIfPresent(of.key(), (key, leases) -> {
            leases.remove(callId);
            return leases.isEmpty() ? null : leases;
        });
    }

    private Fill fill(Bucket.Rate rate, long now) {
        return fills.computeIfAbsent(rate.key(), key -> new Fill(now));
    }

    /** In the order in which they end, so that the ended ones are in front. */
    private Map<String, Long> leases(Bucket.Slots of, long now) {
        Map<String, Long> leases = slots.computeIfAbsent(of.key(), key -> new LinkedHashMap<>());
        Iterator<Long> ends = leases.values().iterator();
        while (ends.hasNext() && ends.next() <= now) {
            ends.remove();
        }
        return leases;
    }

    private void hold(Bucket.Slots of, String callId, long now) {
        Map<String, Long> leases = leases(of, now);
        leases.remove(callId);
        leases.put(callId, now + leaseUs);
    }

    /** Where nearly all are in use, the next look waits until there are twice as many. */
    private void sweep(long now) {
        if (size() > sweepAbove) {
            fills.values().removeIf(fill -> fill.isIdle(now));
            slots.values().removeIf(leases -> leases.values().stream().allMatch(end -> end <= now));
            sweepAbove = Math.max(SWEEP_ABOVE, 2 * size());
        }
    }
}
