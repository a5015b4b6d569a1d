package org.llmops.router.limits;

import io.smallrye.mutiny.Uni;
import io.vertx.redis.client.Response;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.identity.Caller;
import org.llmops.router.redis.BoundedRedis;
import org.llmops.router.redis.RedisScript;
import org.llmops.router.snapshot.IssuedKeys;

/**
 * Limits that all instances keep together, in one script on Redis. While Redis is away each instance keeps every limit
 * alone: with n instances, up to n times the limit passes, and never nothing at all.
 */
@Singleton
class RedisRateLimits implements RateLimits {
    private static final RedisScript TAKE = RedisScript.load("/limits/take.lua");

    private final BoundedRedis redis;
    private final IssuedKeys keys;
    private final Optional<Integer> workspaceLimit;
    private final LocalBuckets local = new LocalBuckets(() -> System.nanoTime() / 1000);

    RedisRateLimits(BoundedRedis redis, IssuedKeys keys, LimitSettings settings) {
        this.redis = redis;
        this.keys = keys;
        this.workspaceLimit = settings.workspaceRequestsPerMinute();
    }

    @Override
    public Uni<Admission> admit(Caller caller) {
        List<Bucket> buckets = buckets(caller);
        if (buckets.isEmpty()) {
            return Uni.createFrom().item(new Admission.Unlimited());
        }
        return take(buckets)
                .map(answer -> levels(answer, buckets.size()))
                .onFailure()
                .recoverWithItem(() -> local.take(buckets))
                .map(levels -> admission(buckets, levels));
    }

    private List<Bucket> buckets(Caller caller) {
        List<Bucket> buckets = new ArrayList<>(2);
        String prefix = "llmops:limit:{" + caller.workspace().value() + "}:";
        if (caller.kind() == Caller.Kind.APP) {
            keys.requestsPerMinute(caller.workspace(), caller.subject())
                    .ifPresent(limit -> buckets.add(new Bucket(
                            prefix + "key:" + caller.subject(), "requests per minute of this API key", limit)));
        }
        workspaceLimit.ifPresent(
                limit -> buckets.add(new Bucket(prefix + "workspace", "requests per minute of this workspace", limit)));
        return buckets;
    }

    private Uni<@Nullable Response> take(List<Bucket> buckets) {
        return TAKE.run(
                redis,
                buckets.stream().map(Bucket::key).toList(),
                buckets.stream()
                        .flatMap(bucket -> Stream.of(bucket.intervalUs(), bucket.toleranceUs()))
                        .toList());
    }

    private static List<Level> levels(@Nullable Response answer, int buckets) {
        Response numbers = Objects.requireNonNull(answer, "The script answers always");
        return IntStream.range(0, buckets)
                .mapToObj(i -> new Level(
                        number(numbers.get(3 * i)), micros(numbers.get(3 * i + 1)), micros(numbers.get(3 * i + 2))))
                .toList();
    }

    /**
     * The tightest bucket speaks for all: the one that takes longest when refused, the one with least left when not.
     */
    private static Admission admission(List<Bucket> buckets, List<Level> levels) {
        Comparator<Integer> tightest = Comparator.<Integer, Duration>comparing(
                        i -> levels.get(i).retryAfter())
                .thenComparing(i -> -levels.get(i).remaining());
        int i = IntStream.range(0, buckets.size()).boxed().max(tightest).orElseThrow();
        Bucket bucket = buckets.get(i);
        Level level = levels.get(i);
        return level.hadRoom()
                ? new Admission.Admitted(bucket.limit(), level.remaining(), level.resetsIn())
                : new Admission.Limited(bucket.label(), bucket.limit(), level.retryAfter(), level.resetsIn());
    }

    private static Duration micros(Response us) {
        return Duration.ofNanos(number(us) * 1000);
    }

    private static long number(Response number) {
        return Objects.requireNonNull(number.toLong(), "The script answers numbers");
    }
}
