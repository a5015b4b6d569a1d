package org.llmops.cost.windows;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was spent when, in steps of a sixtieth of a rolling window.
 *
 * <p>A step falls off as a whole, when all of it is older than the window: what is counted is never less than what the
 * window truly holds, and an amount counts for a sixtieth of the window too long at most.
 */
public final class RollingBuckets {
    static final int BUCKETS = 60;

    private final long stepSeconds;
    private final TreeMap<Long, Long> amounts = new TreeMap<>();

    private RollingBuckets(long stepSeconds) {
        this.stepSeconds = stepSeconds;
    }

    /** @param text as {@link #toString} writes it; null: nothing was spent */
    public static RollingBuckets of(Duration step, @Nullable String text) {
        RollingBuckets buckets = new RollingBuckets(step.toSeconds());
        if (text != null && !text.isEmpty()) {
            for (String bucket : text.split(",", -1)) {
                int equals = bucket.indexOf('=');
                buckets.amounts.put(
                        Long.parseLong(bucket, 0, equals, 10), Long.parseLong(bucket, equals + 1, bucket.length(), 10));
            }
        }
        return buckets;
    }

    /** Counts an amount; a negative one takes back what was counted too much. */
    public void add(Instant at, long amount) {
        amounts.merge(Math.floorDiv(at.getEpochSecond(), stepSeconds), amount, Math::addExact);
    }

    /** Lets go of what is older than the window, and returns how much that was. */
    public long fallOff(Instant now) {
        // The last moment of the newest step that falls off lies a whole window back.
        long newest = Math.floorDiv(now.getEpochSecond(), stepSeconds) - BUCKETS - 1;
        Map<Long, Long> over = amounts.headMap(newest, true);
        long sum = over.values().stream().mapToLong(Long::longValue).sum();
        over.clear();
        return sum;
    }

    /** What is counted at the moment. */
    public long sum() {
        return amounts.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        return amounts.entrySet().stream()
                .map(bucket -> bucket.getKey() + "=" + bucket.getValue())
                .collect(Collectors.joining(","));
    }
}
