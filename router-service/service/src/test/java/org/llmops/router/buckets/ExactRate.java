package org.llmops.router.buckets;

import java.util.ArrayList;
import java.util.List;

/**
 * What a bucket should be, told the slow way: everything that was ever taken is kept, and played through from the start.
 * One account knows from the beginning what each call will have used, the other never learns of a refund: the truth of a
 * bucket that may not let too much pass lies between the two.
 */
final class ExactRate {
    private static final double TOLERANCE = 1e-6;

    private final Bucket.Rate bucket;
    private final List<Charge> charges = new ArrayList<>();

    ExactRate(Bucket.Rate bucket) {
        this.bucket = bucket;
    }

    /** Something that was taken, and what of it was really used. */
    static final class Charge {
        private final long atUs;
        private final long charged;
        private final boolean call;
        private long used;

        private Charge(long atUs, long charged, boolean call) {
            this.atUs = atUs;
            this.charged = charged;
            this.call = call;
            this.used = charged;
        }

        void used(long really) {
            used = Math.min(really, charged);
        }
    }

    Charge take(long atUs, long cost) {
        return add(new Charge(atUs, cost, true));
    }

    void debt(long atUs, long more) {
        add(new Charge(atUs, more, false));
    }

    private Charge add(Charge charge) {
        charges.add(charge);
        return charge;
    }

    /** The level, had every call been charged what it used. */
    double least(long nowUs) {
        return play(nowUs, false);
    }

    /** The level, had nothing ever been given back. */
    double most(long nowUs) {
        return play(nowUs, true);
    }

    private double play(long nowUs, boolean asCharged) {
        double level = 0;
        long at = Long.MIN_VALUE;
        for (Charge charge : charges) {
            level = at == Long.MIN_VALUE ? 0 : Math.max(0, level - leak(charge.atUs - at));
            level += asCharged ? charge.charged : charge.used;
            at = charge.atUs;
        }
        return at == Long.MIN_VALUE ? 0 : Math.max(0, level - leak(nowUs - at));
    }

    private double leak(long us) {
        return (double) us * bucket.amount() / bucket.windowUs();
    }

    boolean mustPass(long nowUs, long cost) {
        return most(nowUs) + cost <= bucket.amount() - TOLERANCE;
    }

    boolean mustWait(long nowUs, long cost) {
        return least(nowUs) + cost > bucket.amount() + TOLERANCE;
    }

    boolean canRemain(long nowUs, long remaining) {
        return remaining >= Math.floor(Math.max(0, bucket.amount() - most(nowUs)) - TOLERANCE)
                && remaining <= Math.max(0, bucket.amount() - least(nowUs)) + TOLERANCE;
    }

    /** The most that calls used in any stretch of time, beyond one bucket and what came back meanwhile. */
    double worstExcess() {
        List<Charge> calls = charges.stream().filter(charge -> charge.call).toList();
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < calls.size(); i++) {
            double used = 0;
            for (int j = i; j < calls.size(); j++) {
                used += calls.get(j).used;
                worst = Math.max(worst, used - bucket.amount() - leak(calls.get(j).atUs - calls.get(i).atUs));
            }
        }
        return worst;
    }
}
