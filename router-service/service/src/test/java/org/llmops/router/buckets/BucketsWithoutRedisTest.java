package org.llmops.router.buckets;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.redis.AbsentRedis;

/** What becomes of limits while Redis is away: each as it was told to be, and nobody waits. */
class BucketsWithoutRedisTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Bucket.Rate DAY = new Bucket.Rate("day", 3, 86_400_000_000L);
    private static final Bucket.Slots SLOTS = new Bucket.Slots("slots", 1);

    private final RedisBuckets buckets = new RedisBuckets(AbsentRedis.on(VERTX), () -> Duration.ofSeconds(30));

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void anInstanceAloneKeepsTheLimit() {
        for (int i = 2; i >= 0; i--) {
            int left = i;
            assertThat(draw("c" + i, new Draw(DAY, 1, false, false)))
                    .isInstanceOfSatisfying(
                            Drawing.Drawn.class,
                            drawn -> assertThat(drawn.levels().getFirst().remaining())
                                    .isEqualTo(left));
        }
        assertThat(draw("c", new Draw(DAY, 1, false, false))).isInstanceOf(Drawing.Full.class);
    }

    @Test
    void aLimitThatMustHoldEverywhereRefuses() {
        assertThat(draw("a", new Draw(DAY, 1, false, false), new Draw(SLOTS, 1, false, true)))
                .isEqualTo(new Drawing.Away());
        // And took nothing from the other.
        assertThat(draw("b", new Draw(DAY, 3, false, false))).isInstanceOf(Drawing.Drawn.class);
    }

    @Test
    void slotsAndTokensComeBackWithoutRedisToo() {
        List<Draw> draws = List.of(new Draw(DAY, 3, true, false), new Draw(SLOTS, 1, false, false));
        Drawing.Drawn call = (Drawing.Drawn) draw("a", draws.toArray(Draw[]::new));
        assertThat(draw("b", draws.toArray(Draw[]::new))).isInstanceOf(Drawing.Full.class);

        call.admission().end(0);

        assertThat(draw("c", draws.toArray(Draw[]::new))).isInstanceOf(Drawing.Drawn.class);
    }

    @Test
    void nobodyWaits() {
        draw("first", new Draw(DAY, 1, false, false));
        long start = System.nanoTime();
        for (int i = 0; i < 1_000; i++) {
            draw("c" + i, new Draw(DAY, 1, false, i % 2 == 0));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }

    private Drawing draw(String id, Draw... draws) {
        return buckets.draw(ACME, id, List.of(draws))
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(2, TimeUnit.SECONDS)
                .join();
    }
}
