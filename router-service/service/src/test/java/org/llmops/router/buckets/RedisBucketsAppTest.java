package org.llmops.router.buckets;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.redis.BoundedRedis;
import org.llmops.router.redis.RedisScript;

/** The buckets as all instances keep them together, on the real Redis. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RedisBucketsAppTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final RedisScript TAKE =
            RedisScript.load("/buckets/told-clock.lua", "/buckets/fill.lua", "/buckets/take.lua");
    private static final RedisScript CORRECT =
            RedisScript.load("/buckets/told-clock.lua", "/buckets/fill.lua", "/buckets/correct.lua");

    @Inject
    BoundedRedis bounded;

    @Inject
    Redis redis;

    @Inject
    Buckets buckets;

    private final String prefix = "llmops:limit:{acme}:" + UUID.randomUUID() + ":";

    @Test
    void theScriptDecidesLikeOneWhoKnowsEverything() {
        for (long seed = 1_000; seed < 1_010; seed++) {
            BucketStory story = new BucketStory(seed);
            new CheckedStory(
                            story,
                            (id, draws) -> take(id, draws, story.nowUs),
                            correction -> correct(correction, story.nowUs))
                    .play(300, seed % 2 == 0);
        }
    }

    @Test
    void theScriptAndAnInstanceAloneDecideAlikeToTheLastToken() {
        for (long seed = 2_000; seed < 2_010; seed++) {
            BucketStory story = new BucketStory(seed);
            LocalBuckets local = new LocalBuckets(() -> story.nowUs, BucketStory.LEASE_US);
            new CheckedStory(
                            story,
                            (id, draws) -> {
                                LocalBuckets.Taken alone = local.take(id, draws);
                                assertThat(take(id, draws, story.nowUs)).isEqualTo(alone);
                                return alone;
                            },
                            correction -> {
                                local.correct(correction);
                                correct(correction, story.nowUs);
                            })
                    .play(300, seed % 2 == 0);
        }
    }

    @Test
    void calledFromEverywhereAtOnceItLetsExactlyTheLimitPass() throws Exception {
        Bucket day = new Bucket.Rate(prefix + "day", 40, 86_400_000_000L);
        Bucket slots = new Bucket.Slots(prefix + "slots", 100);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Drawing>> drawings = IntStream.range(0, 200)
                    .mapToObj(i -> callers.submit(() -> draw("c" + i, day, slots)))
                    .toList();
            int drawn = 0;
            for (Future<Drawing> drawing : drawings) {
                drawn += drawing.get() instanceof Drawing.Drawn ? 1 : 0;
            }
            assertThat(drawn).isEqualTo(40);
        }
        // Those without room in the one took nothing from the other.
        assertThat(command(Command.ZCARD, slots.key()).toLong()).isEqualTo(40);
        assertThat(bounded.isAway()).isFalse();
    }

    @Test
    void aCallsEndGivesBackWhatItDidNotUse() {
        Bucket tokens = new Bucket.Rate(prefix + "tokens", 1_000, 86_400_000_000L);
        Bucket slots = new Bucket.Slots(prefix + "slots", 1);
        List<Draw> draws = List.of(new Draw(tokens, 900, true, false), new Draw(slots, 1, false, false));
        Drawing.Drawn first = (Drawing.Drawn) draw("first", draws);
        assertThat(draw("second", draws)).isInstanceOf(Drawing.Full.class);

        first.admission().end(50);
        first.admission().end(0);

        await().atMost(5, SECONDS)
                .untilAsserted(() -> assertThat(draw("third", draws))
                        .isInstanceOfSatisfying(Drawing.Drawn.class, drawn -> {
                            assertThat(drawn.levels().getFirst().remaining()).isEqualTo(50);
                            assertThat(drawn.levels().getLast().remaining()).isZero();
                        }));
    }

    @Test
    void aHoldersSlotIsRenewedAndThatOfACrashedInstanceEndsByItself() {
        Bucket.Slots slots = new Bucket.Slots(prefix + "slots", 2);
        RedisBuckets instance = new RedisBuckets(bounded, () -> Duration.ofMillis(900));
        RedisBuckets crashed = new RedisBuckets(bounded, () -> Duration.ofMillis(900));
        Vertx vertx = Vertx.vertx();
        try {
            instance.start(new StartupEvent(), vertx);
            Drawing.Drawn running = (Drawing.Drawn) draw(instance, "running", slots);
            draw(crashed, "lost", slots);
            assertThat(draw(instance, "third", slots)).isInstanceOf(Drawing.Full.class);

            await().atMost(5, SECONDS).until(() -> draw(instance, "fourth", slots) instanceof Drawing.Drawn);
            assertThat(members(slots)).containsExactlyInAnyOrder("running", "fourth");
            running.admission().end(0);
            await().atMost(5, SECONDS)
                    .untilAsserted(() -> assertThat(members(slots)).containsExactly("fourth"));
        } finally {
            vertx.close();
        }
    }

    @Test
    void keysLieInOneClusterSlotAndForgetThemselves() {
        Bucket tokens = new Bucket.Rate(prefix + "tokens", 1_000, 3_600_000_000L);
        Bucket slots = new Bucket.Slots(prefix + "slots", 1);
        draw("a", List.of(new Draw(tokens, 500, true, false), new Draw(slots, 1, false, false)));

        assertThat(tokens.key()).contains("{acme}");
        assertThat(command(Command.PTTL, tokens.key()).toLong()).isBetween(1_790_000L, 1_800_000L);
        assertThat(command(Command.PTTL, slots.key()).toLong()).isBetween(25_000L, 30_000L);
    }

    /** Run with {@code -Dbench.limits=true}. */
    @Test
    @EnabledIfSystemProperty(named = "bench.limits", matches = "true")
    void howManyCallsTheScriptDecidesInASecond() {
        for (int width : new int[] {1, 4, 8}) {
            List<Draw> draws = new ArrayList<>();
            for (int i = 0; i < width; i++) {
                draws.add(new Draw(
                        i % 4 == 3
                                ? new Bucket.Slots(prefix + width + "s" + i, 1_000_000_000L)
                                : new Bucket.Rate(prefix + width + "r" + i, 1_000_000_000_000L, 60_000_000),
                        1,
                        false,
                        false));
            }
            IntStream.range(0, 2_000).forEach(i -> draw("warm" + i, draws));
            int calls = 30_000;
            long start = System.nanoTime();
            try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
                IntStream.range(0, 32)
                        .forEach(caller -> callers.submit(
                                () -> IntStream.range(0, calls / 32).forEach(i -> draw(caller + "-" + i, draws))));
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            String inside = command(Command.INFO, "commandstats")
                    .toString()
                    .lines()
                    .filter(line -> line.startsWith("cmdstat_evalsha"))
                    .findFirst()
                    .orElseThrow();
            System.out.printf("%d buckets: %.0f calls/s, in Redis: %s%n", width, calls / seconds, inside);
            command(Command.CONFIG, "resetstat");
            assertThat(bounded.isAway()).isFalse();
        }
    }

    private Drawing draw(String id, Bucket... from) {
        return draw(
                id,
                IntStream.range(0, from.length)
                        .mapToObj(i -> new Draw(from[i], 1, false, false))
                        .toList());
    }

    private Drawing draw(String id, List<Draw> draws) {
        return heard(buckets.draw(ACME, id, draws));
    }

    private static Drawing draw(Buckets instance, String id, Bucket from) {
        return heard(instance.draw(ACME, id, List.of(new Draw(from, 1, false, false))));
    }

    private LocalBuckets.Taken take(String id, List<Draw> draws, long nowUs) {
        List<String> arguments = TakeScript.arguments(id, BucketStory.LEASE_US, draws);
        arguments.add(Long.toString(nowUs));
        return TakeScript.taken(heard(TAKE.run(bounded, TakeScript.keys(draws), arguments)), draws.size());
    }

    private void correct(Correction correction, long nowUs) {
        List<String> arguments = new ArrayList<>();
        Corrections.describe(correction, BucketStory.LEASE_US, arguments);
        arguments.add(Long.toString(nowUs));
        heard(CORRECT.run(bounded, List.of(correction.bucket().key()), arguments));
    }

    private static <T> T heard(io.vertx.core.Future<T> answer) {
        return answer.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), SECONDS)
                .join();
    }

    private List<String> members(Bucket slots) {
        List<String> members = new ArrayList<>();
        command(Command.ZRANGE, slots.key(), "0", "-1").forEach(member -> members.add(member.toString()));
        return members;
    }

    private Response command(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return redis.send(request).toCompletionStage().toCompletableFuture().join();
    }
}
