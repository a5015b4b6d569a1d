package org.llmops.router.buckets;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Calls that come, use what they use, and go, in an order that a seed decides; the time passes as the story tells. */
final class BucketStory {
    static final long LEASE_US = 30_000_000;

    final List<Bucket> buckets;
    private final Random random;
    private final List<Call> open = new ArrayList<>();
    private int calls;
    long nowUs = 1_800_000_000_000_000L;

    BucketStory(long seed) {
        this.random = new Random(seed);
        String prefix = "llmops:limit:{story-" + seed + "-" + Long.toHexString(System.nanoTime()) + "}:";
        this.buckets = List.of(
                new Bucket.Rate(prefix + "requests", 10, 60_000_000),
                new Bucket.Rate(prefix + "tokens", 1_000, 60_000_000),
                new Bucket.Rate(prefix + "hour", 7_000, 3_600_000_000L),
                new Bucket.Slots(prefix + "slots", 3));
    }

    /** One call. */
    record Call(String id, List<Draw> draws, LocalBuckets.Taken taken) {}

    /** Lets time pass: often none, sometimes much. */
    void wait(boolean busy) {
        nowUs += switch (random.nextInt(busy ? 6 : 12)) {
            case 0, 1, 2 -> 0;
            case 3, 4 -> random.nextInt(2_000_000);
            case 5, 6, 7, 8 -> random.nextInt(15_000_000);
            case 9, 10 -> random.nextInt(120_000_000);
            default -> random.nextInt(1_000_000_000);
        };
    }

    /** The next call: it draws from some of the buckets. */
    List<Draw> draws() {
        List<Draw> draws = new ArrayList<>();
        for (Bucket bucket : buckets) {
            if (random.nextInt(4) > 0) {
                boolean tokens = bucket instanceof Bucket.Rate rate && rate.amount() > 10;
                // Now and then more than a bucket holds.
                draws.add(new Draw(
                        bucket, tokens ? 1 + random.nextInt(random.nextInt(20) == 0 ? 2_000 : 500) : 1, tokens, false));
            }
        }
        return draws;
    }

    String nextId() {
        return "call-" + calls++;
    }

    void began(Call call) {
        open.add(call);
    }

    boolean endsACall() {
        return !open.isEmpty() && random.nextInt(3) > 0;
    }

    Call ending() {
        return open.remove(random.nextInt(open.size()));
    }

    /** Mostly less than was guessed. */
    long used(Draw draw) {
        return draw.estimated() ? random.nextLong(draw.cost() + draw.cost() / 5 + 1) : draw.cost();
    }

    boolean crashes() {
        return random.nextInt(10) == 0;
    }

    boolean renews() {
        return random.nextInt(5) == 0;
    }

    List<Call> running() {
        return List.copyOf(open);
    }

    static Correction correction(Call call, Bucket.Rate rate, long charged, long used) {
        return used <= charged
                ? new Correction.Refund(
                        rate, charged, charged - used, call.taken().atUs())
                : new Correction.Debt(rate, used - charged);
    }
}
