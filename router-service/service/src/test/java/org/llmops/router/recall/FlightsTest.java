package org.llmops.router.recall;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.body.Json;
import org.llmops.router.cache.CacheKey;
import org.llmops.router.cache.CachedAnswer;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Nobody;
import org.llmops.router.exchange.Operation;
import org.llmops.router.wire.chat.ChatFormat;

class FlightsTest {
    private static final CacheKey QUESTION = CacheKey.of(new WorkspaceId("acme"), Json.utf8("{}"));
    private static final Duration LONG = Duration.ofMinutes(1);

    private final Vertx vertx = Vertx.vertx();
    private final Flights flights = new Flights();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void whoFollowsALeaderThatHangsWaitsNoLongerThanItWantsTo() throws Exception {
        Exchange leader = call();
        assertThat(flights.follow(QUESTION, leader, LONG)).isEmpty();

        Future<Optional<CachedAnswer>> patient =
                flights.follow(QUESTION, call(), LONG).orElseThrow();
        Future<Optional<CachedAnswer>> hasty =
                flights.follow(QUESTION, call(), Duration.ofMillis(50)).orElseThrow();

        assertThat(await(hasty)).isEmpty();
        assertThat(patient.isComplete()).isFalse();
        assertThat(flights.following()).isEqualTo(1);
        flights.land(QUESTION, leader.callId(), Optional.empty());
        assertThat(await(patient)).isEmpty();
        assertThat(flights.leading()).isZero();
    }

    @Test
    void aFollowerThatIsLeftWaitsForNothing() throws Exception {
        flights.follow(QUESTION, call(), LONG);
        Exchange follower = call();
        Future<Optional<CachedAnswer>> landing =
                flights.follow(QUESTION, follower, LONG).orElseThrow();

        follower.markClientGone();

        assertThat(await(landing)).isEmpty();
        assertThat(flights.leading()).isEqualTo(1);
    }

    private static Optional<CachedAnswer> await(Future<Optional<CachedAnswer>> landing) throws Exception {
        return landing.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private Exchange call() {
        return new Exchange(new Nobody(), vertx.getOrCreateContext(), Operation.CHAT, ChatFormat.CHAT, Instant.EPOCH);
    }
}
