package org.llmops.router.queue;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.router.providers.Capacity;

/** The queues of all targets whose provider limits how much is asked of it at once. */
@Singleton
public class TargetQueues {
    private final Map<Key, TargetQueue> queues = new ConcurrentHashMap<>();
    private final Timer waited;
    private final Counter turnedAway;

    TargetQueues(MeterRegistry meters) {
        waited = Timer.builder("llmops.router.queue.wait")
                .description("How long calls waited for their turn at a target with limited concurrency")
                .publishPercentileHistogram()
                .register(meters);
        turnedAway = Counter.builder("llmops.router.queue.shed")
                .description("Calls turned away because too many waited for a target, or for too long")
                .register(meters);
        Gauge.builder("llmops.router.queue.length", this, TargetQueues::length)
                .description("Calls that wait for their turn")
                .register(meters);
    }

    /**
     * Waits for a turn at a target, at most as long as its provider says; fails with {@link NoTurn}.
     *
     * @param context where the turn is told
     * @param onGone takes what is to be done should the caller go away: it leaves the queue
     */
    public Future<Turn> enter(
            Context context, WorkspaceId workspace, String target, Capacity capacity, Consumer<Runnable> onGone) {
        if (!capacity.isLimited()) {
            return Future.succeededFuture(Turn.FREE);
        }
        TargetQueue queue =
                queues.computeIfAbsent(new Key(workspace, target), key -> new TargetQueue(System::nanoTime));
        Promise<Turn> promise = ((ContextInternal) context).promise();
        long since = System.nanoTime();
        try {
            TargetQueue.Waiting place = queue.enter(capacity, turn -> give(promise, turn));
            if (place != null) {
                limit(context, queue, place, capacity, promise, onGone);
            }
        } catch (NoTurn full) {
            turnedAway.increment();
            return Future.failedFuture(full);
        }
        return promise.future().onSuccess(turn -> waited.record(System.nanoTime() - since, TimeUnit.NANOSECONDS));
    }

    /** Nobody may be waiting for it any more: then it goes to the next. */
    private static void give(Promise<Turn> promise, Turn turn) {
        if (!promise.tryComplete(turn)) {
            turn.leave();
        }
    }

    private void limit(
            Context context,
            TargetQueue queue,
            TargetQueue.Waiting place,
            Capacity capacity,
            Promise<Turn> promise,
            Consumer<Runnable> onGone) {
        long timer = context.owner()
                .setTimer(
                        Math.max(1, capacity.maxWait().toMillis()),
                        late -> giveUp(queue, place, promise, "The target was busy for too long"));
        promise.future().onComplete(over -> context.owner().cancelTimer(timer));
        onGone.accept(() -> giveUp(queue, place, promise, "The client went away"));
    }

    private void giveUp(TargetQueue queue, TargetQueue.Waiting place, Promise<Turn> promise, String why) {
        if (queue.giveUp(place)) {
            turnedAway.increment();
            promise.tryFail(queue.turnedAway(why));
        }
    }

    /** Calls that wait for this target. */
    public int length(WorkspaceId workspace, String target) {
        TargetQueue queue = queues.get(new Key(workspace, target));
        return queue == null ? 0 : queue.length();
    }

    @Scheduled(every = "10M", delayed = "10M")
    void forget() {
        // Whoever enters a queue that is forgotten in this moment is served by it, beside those of its successor.
        queues.values().removeIf(TargetQueue::isIdle);
    }

    private int length() {
        return queues.values().stream().mapToInt(TargetQueue::length).sum();
    }

    private record Key(WorkspaceId workspace, String target) {}
}
