package org.llmops.router.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What calls notice of a Redis that is gone, and of one that hangs: next to nothing. */
class RedisAwayTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void aServerThatHangsCostsOneDeadlineAndThenNothing() throws IOException {
        // It takes the connection and never says a word.
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            BoundedRedis redis = redis(silent.getLocalPort(), Duration.ofSeconds(30));

            assertThat(timeOf(() -> ask(redis))).isBetween(Duration.ofMillis(45), Duration.ofMillis(1000));
            assertThat(redis.isAway()).isTrue();
            Duration hundred = timeOf(() -> {
                for (int i = 0; i < 100; i++) {
                    ask(redis);
                }
            });
            assertThat(hundred).isLessThan(Duration.ofMillis(500));
        }
    }

    @Test
    void aServerThatIsGoneIsAskedAgainAfterAWhile() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        BoundedRedis redis = redis(port, Duration.ofMillis(1));
        ask(redis);

        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() ->
                                redis.send(Request.cmd(Command.PING)).await().atMost(PATIENCE))
                        .isNotInstanceOf(RedisAway.class));
    }

    private static void ask(BoundedRedis redis) {
        assertThatThrownBy(() -> redis.send(Request.cmd(Command.PING)).await().atMost(PATIENCE))
                .isNotNull();
    }

    private static Duration timeOf(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static BoundedRedis redis(int port, Duration retryAfter) {
        return new BoundedRedis(Redis.createClient(VERTX, "redis://127.0.0.1:" + port), new RedisSettings() {
            @Override
            public String address() {
                return "127.0.0.1:" + port;
            }

            @Override
            public Duration deadline() {
                return Duration.ofMillis(50);
            }

            @Override
            public Duration retryAfter() {
                return retryAfter;
            }
        });
    }
}
