package org.llmops.router.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends commands to Redis with a deadline; while it is away, they fail at once, and one in a while tries. */
@Singleton
public class BoundedRedis {
    private static final Logger log = Logger.getLogger(BoundedRedis.class);

    private final Redis redis;
    private final long deadlineMs;
    private final long toleranceNs;
    private final long retryAfterNs;
    /** Zero while Redis answers, else since when it does not, by the nano clock. */
    private final AtomicLong failingSinceNs = new AtomicLong();
    /** Zero while commands are sent, else when to try again, by the nano clock. */
    private final AtomicLong awayUntilNs = new AtomicLong();

    BoundedRedis(Redis redis, RedisSettings settings) {
        this.redis = redis;
        this.deadlineMs = settings.deadline().toMillis();
        this.toleranceNs = settings.tolerance().toNanos();
        this.retryAfterNs = settings.retryAfter().toNanos();
    }

    /** Connects before the first call comes, which would otherwise wait for it. */
    void connect(@Observes StartupEvent start) {
        redis.send(Request.cmd(Command.PING)).onFailure(this::fails);
    }

    /** The answer, on the caller's Vert.x context; fails with {@link RedisAway} or what Redis says is wrong. */
    public Uni<@Nullable Response> send(Request command) {
        return Uni.createFrom().completionStage(() -> ask(command).toCompletionStage());
    }

    /** Sends at once what {@link #send} sends when somebody listens: for what every call asks. */
    Future<@Nullable Response> ask(Request command) {
        long away = awayUntilNs.get();
        if (away != 0 && (System.nanoTime() - away < 0 || !awayUntilNs.compareAndSet(away, soon()))) {
            return Future.failedFuture(RedisAway.INSTANCE);
        }
        return redis.send(command)
                .timeout(deadlineMs, MILLISECONDS)
                .onSuccess(this::answers)
                .onFailure(this::fails);
    }

    public boolean isAway() {
        return awayUntilNs.get() != 0;
    }

    private void answers(@Nullable Response any) {
        if (failingSinceNs.get() != 0) {
            failingSinceNs.set(0);
        }
        if (isAway() && awayUntilNs.getAndSet(0) != 0) {
            log.info("Redis answers again");
        }
    }

    private void fails(Throwable failure) {
        if (failure instanceof ErrorType) {
            // It said no, but it is there.
            answers(null);
            return;
        }
        long now = now();
        long since = failingSinceNs.compareAndExchange(0, now);
        if (since != 0 && now - since >= toleranceNs && awayUntilNs.getAndSet(soon()) == 0) {
            log.warnf("Redis is away, calls do without it: %s", failure);
        }
    }

    private long soon() {
        return now() + retryAfterNs | 1;
    }

    /** Never zero, which means something else. */
    private static long now() {
        return System.nanoTime() | 1;
    }
}
