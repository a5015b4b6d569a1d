package org.llmops.router.buckets;

import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.impl.types.ErrorType;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.exchange.Admission;
import org.llmops.router.redis.BoundedRedis;
import org.llmops.router.redis.RedisScript;

/**
 * Buckets that all instances share, in Redis. While it is away each instance counts alone, from where the shared levels
 * stood, and tells Redis afterwards what was used meanwhile; limits that do not allow that refuse.
 */
@Singleton
class RedisBuckets implements Buckets {
    private static final Logger LOG = Logger.getLogger(RedisBuckets.class);
    private static final RedisScript TAKE =
            RedisScript.load("/buckets/clock.lua", "/buckets/fill.lua", "/buckets/take.lua");

    private final BoundedRedis redis;
    private final long leaseUs;
    private final LocalBuckets local;
    private final Corrections corrections;
    private final Map<Room, Boolean> holding = new ConcurrentHashMap<>();
    private final AtomicBoolean scriptFails = new AtomicBoolean();

    RedisBuckets(BoundedRedis redis, BucketSettings settings) {
        this.redis = redis;
        this.leaseUs = settings.slotLease().toNanos() / 1000;
        this.local = new LocalBuckets(() -> System.nanoTime() / 1000, leaseUs);
        this.corrections = new Corrections(redis, leaseUs);
    }

    /** Slots are held on, and what could not be told is told again, three times in a lease. */
    void start(@Observes StartupEvent start, Vertx vertx) {
        vertx.setPeriodic(Math.max(1, Duration.ofNanos(leaseUs * 1000 / 3).toMillis()), tick -> {
            holding.keySet().forEach(Room::hold);
            corrections.retry();
        });
    }

    @Override
    public Future<Drawing> draw(WorkspaceId workspace, String callId, List<Draw> draws) {
        return TAKE.run(redis, TakeScript.keys(draws), TakeScript.arguments(callId, leaseUs, draws))
                .map(answer -> shared(workspace, callId, draws, TakeScript.taken(answer, draws.size())))
                .otherwise(failure -> alone(workspace, callId, draws, failure));
    }

    private Drawing shared(WorkspaceId workspace, String callId, List<Draw> draws, LocalBuckets.Taken taken) {
        scriptFails.set(false);
        local.learn(callId, taken.all(), draws, taken.levels());
        return taken.all()
                ? drawn(new Room(workspace, callId, draws, taken.atUs(), true), taken)
                : new Drawing.Full(taken.levels());
    }

    private Drawing alone(WorkspaceId workspace, String callId, List<Draw> draws, Throwable failure) {
        if (failure instanceof ErrorType && !scriptFails.getAndSet(true)) {
            LOG.errorf("Redis refuses to count, each instance counts alone: %s", failure.getMessage());
        }
        if (draws.stream().anyMatch(Draw::shared)) {
            freeInRedis(workspace, callId, draws);
            return new Drawing.Away();
        }
        LocalBuckets.Taken taken = local.take(callId, draws);
        if (taken.all()) {
            return drawn(new Room(workspace, callId, draws, taken.atUs(), false), taken);
        }
        freeInRedis(workspace, callId, draws);
        return new Drawing.Full(taken.levels());
    }

    /** Redis may have given slots all the same, and answered too late. */
    private void freeInRedis(WorkspaceId workspace, String callId, List<Draw> draws) {
        draws.forEach(draw -> {
            if (draw.bucket() instanceof Bucket.Slots slots) {
                corrections.add(workspace, new Correction.Free(slots, callId));
            }
        });
    }

    private Drawing drawn(Room room, LocalBuckets.Taken taken) {
        if (room.hasSlots()) {
            holding.put(room, true);
        }
        return new Drawing.Drawn(room, taken.levels());
    }

    /** The room of one call. */
    private final class Room implements Admission {
        private final WorkspaceId workspace;
        private final String callId;
        private final List<Draw> draws;
        private final long atUs;
        private final boolean inRedis;
        private boolean ended;

        Room(WorkspaceId workspace, String callId, List<Draw> draws, long atUs, boolean inRedis) {
            this.workspace = workspace;
            this.callId = callId;
            this.draws = draws;
            this.atUs = atUs;
            this.inRedis = inRedis;
        }

        boolean hasSlots() {
            return draws.stream().anyMatch(draw -> draw.bucket() instanceof Bucket.Slots);
        }

        /** Both know of it, so that either can tell how many run when the other is lost. */
        synchronized void hold() {
            if (ended) {
                return;
            }
            for (Draw draw : draws) {
                if (draw.bucket() instanceof Bucket.Slots slots) {
                    both(new Correction.Hold(slots, callId));
                }
            }
        }

        @Override
        public synchronized void end(long tokens) {
            if (ended) {
                return;
            }
            ended = true;
            holding.remove(this);
            for (Draw draw : draws) {
                switch (draw.bucket()) {
                    case Bucket.Slots slots -> both(new Correction.Free(slots, callId));
                    case Bucket.Rate rate -> end(rate, draw.cost(), draw.estimated() ? tokens : draw.cost());
                }
            }
        }

        private void end(Bucket.Rate rate, long charged, long used) {
            if (used < charged) {
                tell(new Correction.Refund(rate, charged, charged - used, atUs));
            } else if (used > charged) {
                tell(new Correction.Debt(rate, used - charged));
            }
            if (!inRedis && used > 0) {
                corrections.add(workspace, new Correction.Debt(rate, used));
            }
        }

        private void tell(Correction correction) {
            if (inRedis) {
                corrections.add(workspace, correction);
            } else {
                local.correct(correction);
            }
        }

        private void both(Correction correction) {
            local.correct(correction);
            corrections.add(workspace, correction);
        }
    }
}
