package org.llmops.router.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
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
    private static final Duration LONG = Duration.ofSeconds(30);

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void aServerThatHangsCostsADeadlineAndThenNothing() throws IOException {
        try (ServerSocket silent = silent()) {
            BoundedRedis redis = AbsentRedis.at(VERTX, silent.getLocalPort(), Duration.ofMillis(1), LONG);
            assertThatThrownBy(() -> ask(redis)).isNotInstanceOf(RedisAway.class);
            assertThatThrownBy(() -> ask(redis)).isNotInstanceOf(RedisAway.class);

            assertThat(redis.isAway()).isTrue();
            assertThatThrownBy(() -> ask(redis)).isInstanceOf(RedisAway.class);
        }
    }

    @Test
    void aPauseIsNotAnAbsence() throws IOException {
        try (ServerSocket silent = silent()) {
            BoundedRedis redis = AbsentRedis.at(VERTX, silent.getLocalPort(), LONG, LONG);
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> ask(redis)).isNotInstanceOf(RedisAway.class);
            }

            assertThat(redis.isAway()).isFalse();
        }
    }

    @Test
    void aServerThatIsGoneIsAskedAgainAfterAWhile() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        BoundedRedis redis = AbsentRedis.at(VERTX, port, Duration.ZERO, Duration.ofMillis(1));
        await().until(() -> fails(redis) && redis.isAway());

        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThatThrownBy(() -> ask(redis)).isNotInstanceOf(RedisAway.class));
    }

    /** It takes connections and never says a word. */
    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static void ask(BoundedRedis redis) {
        redis.send(Request.cmd(Command.PING)).await().atMost(PATIENCE);
    }

    private static boolean fails(BoundedRedis redis) {
        assertThatThrownBy(() -> ask(redis)).isNotNull();
        return true;
    }
}
