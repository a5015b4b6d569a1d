package org.llmops.router.buckets;

import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What goes into the script that takes, and what comes out of it. */
final class TakeScript {
    private TakeScript() {}

    static List<String> keys(List<Draw> draws) {
        List<String> keys = new ArrayList<>(draws.size());
        draws.forEach(draw -> keys.add(draw.bucket().key()));
        return keys;
    }

    static List<String> arguments(String callId, long leaseUs, List<Draw> draws) {
        List<String> arguments = new ArrayList<>(2 + 3 * draws.size());
        arguments.add(callId);
        arguments.add(Long.toString(leaseUs));
        for (Draw draw : draws) {
            arguments.add(Long.toString(draw.cost()));
            arguments.add(Long.toString(draw.bucket().amount()));
            arguments.add(draw.bucket() instanceof Bucket.Rate rate ? Long.toString(rate.windowUs()) : "0");
        }
        return arguments;
    }

    static LocalBuckets.Taken taken(@Nullable Response answer, int draws) {
        Response numbers = Objects.requireNonNull(answer, "The script answers always");
        List<Level> levels = new ArrayList<>(draws);
        for (int i = 0; i < draws; i++) {
            levels.add(new Level(
                    number(numbers.get(3 * i + 1)), number(numbers.get(3 * i + 2)), number(numbers.get(3 * i + 3))));
        }
        return new LocalBuckets.Taken(number(numbers.get(0)), levels);
    }

    private static long number(Response number) {
        return Objects.requireNonNull(number.toLong(), "The script answers numbers");
    }
}
