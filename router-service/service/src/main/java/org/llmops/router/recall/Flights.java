package org.llmops.router.recall;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.llmops.router.cache.CacheKey;
import org.llmops.router.cache.CachedAnswer;
import org.llmops.router.exchange.Exchange;
import org.llmops.router.exchange.Futures;

/**
 * Cacheable calls that are under way in this instance. The first that asks something leads; those that ask the same
 * meanwhile follow, and get its answer when it is complete.
 */
@Singleton
class Flights {
    private final Map<CacheKey, Flight> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger following = new AtomicInteger();

    /** One leader, and the answer it will have; empty when it has none to share. */
    private record Flight(String leader, CompletableFuture<Optional<CachedAnswer>> answer) {}

    /** What the leader of this question answers, at the latest after this time; empty when this call leads from now on. */
    Optional<Future<Optional<CachedAnswer>>> follow(CacheKey key, Exchange exchange, Duration atMost) {
        Flight mine = new Flight(exchange.callId(), new CompletableFuture<>());
        Flight found = underWay.putIfAbsent(key, mine);
        if (found == null) {
            exchange.onClientGone(() -> land(key, mine.leader(), Optional.empty()));
            return Optional.empty();
        }
        return Optional.of(landing(found, exchange, atMost));
    }

    private Future<Optional<CachedAnswer>> landing(Flight flight, Exchange exchange, Duration atMost) {
        Vertx vertx = exchange.context().owner();
        following.incrementAndGet();
        Promise<Optional<CachedAnswer>> landed = Promise.promise();
        long timer = vertx.setTimer(atMost.toMillis(), late -> landed.tryComplete(Optional.empty()));
        exchange.onClientGone(() -> landed.tryComplete(Optional.empty()));
        Futures.on(exchange.context(), Uni.createFrom().completionStage(flight.answer()))
                .onComplete(answer -> landed.tryComplete(answer.succeeded() ? answer.result() : Optional.empty()));
        return landed.future().onComplete(over -> {
            following.decrementAndGet();
            vertx.cancelTimer(timer);
        });
    }

    /** The leader is over: its followers get the answer, or go their own ways. Of another's flight it says nothing. */
    void land(CacheKey key, String leader, Optional<CachedAnswer> answer) {
        Flight flight = underWay.get(key);
        if (flight == null || !flight.leader().equals(leader)) {
            return;
        }
        if (answer.isEmpty()) {
            underWay.remove(key, flight);
        }
        flight.answer().complete(answer);
    }

    /** The answer can be found in the cache by now. */
    void forget(CacheKey key, String leader) {
        underWay.computeIfPresent(key, (same, flight) -> flight.leader().equals(leader) ? null : flight);
    }

    /** How many calls lead. */
    int leading() {
        return underWay.size();
    }

    /** How many calls wait for another's answer. */
    int following() {
        return following.get();
    }
}
