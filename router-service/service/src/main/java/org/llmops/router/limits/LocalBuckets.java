package org.llmops.router.limits;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The buckets of this instance alone, for the time without Redis: the same algorithm as the script's, GCRA (ITU-T
 * I.371,
 * annex A), in which a bucket is nothing but the time at which it will be full again.
 */
final class LocalBuckets {
    /** Full buckets are forgotten when there are this many; it bounds memory and not limits. */
    private static final int SWEEP_ABOVE = 10_000;

    private final Map<String, Long> fullAtUs = new ConcurrentHashMap<>();
    private final LongSupplier nowUs;

    LocalBuckets(LongSupplier nowUs) {
        this.nowUs = nowUs;
    }

    /** Takes one call from every bucket, or from none when one is empty. */
    synchronized List<Level> take(List<Bucket> buckets) {
        long now = nowUs.getAsLong();
        if (fullAtUs.size() > SWEEP_ABOVE) {
            fullAtUs.values().removeIf(at -> at <= now);
        }
        boolean all = buckets.stream().allMatch(bucket -> waitUs(bucket, now) <= 0);
        List<Level> levels = new ArrayList<>(buckets.size());
        for (Bucket bucket : buckets) {
            long waitUs = waitUs(bucket, now);
            if (all) {
                fullAtUs.put(bucket.key(), fullAt(bucket, now) + bucket.intervalUs());
            }
            long debtUs = fullAt(bucket, now) - now;
            levels.add(new Level(
                    Math.max(0, (bucket.toleranceUs() - debtUs) / bucket.intervalUs()),
                    micros(Math.max(0, waitUs)),
                    micros(debtUs)));
        }
        return levels;
    }

    /** How long until one more call fits; not positive when it fits now. */
    private long waitUs(Bucket bucket, long now) {
        return fullAt(bucket, now) + bucket.intervalUs() - bucket.toleranceUs() - now;
    }

    private long fullAt(Bucket bucket, long now) {
        return Math.max(fullAtUs.getOrDefault(bucket.key(), now), now);
    }

    private static Duration micros(long us) {
        return Duration.ofNanos(us * 1000);
    }
}
