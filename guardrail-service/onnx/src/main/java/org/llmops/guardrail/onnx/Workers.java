package org.llmops.guardrail.onnx;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** The threads that models are run on: few, and no more texts wait for them than can be judged in time. */
final class Workers implements AutoCloseable {
    private final ThreadPoolExecutor pool;

    Workers(int workers, int waiting) {
        this.pool = new ThreadPoolExecutor(
                workers,
                workers,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(waiting),
                Thread.ofPlatform().daemon().name("onnx-", 0).factory());
    }

    /** Tells on the caller's context. Work that is late, or that nobody waits for any more, is stopped. */
    <T> Uni<T> run(Function<Turn, T> work, Duration within) {
        return Uni.createFrom().deferred(() -> {
            Context asking = Vertx.currentContext();
            Uni<T> done = Uni.createFrom()
                    .<T>emitter(told -> begin(work, told))
                    .ifNoItem()
                    .after(within)
                    .failWith(() -> new Unjudged("The model did not judge in time"));
            return asking == null ? done : done.emitOn(told -> asking.runOnContext(here -> told.run()));
        });
    }

    private <T> void begin(Function<Turn, T> work, UniEmitter<? super T> told) {
        Turn turn = new Turn();
        Runnable task = () -> finish(work, turn, told);
        told.onTermination(() -> {
            turn.stop();
            pool.remove(task);
        });
        try {
            pool.execute(task);
        } catch (RejectedExecutionException full) {
            told.fail(new Unjudged("Too many texts wait for a model"));
        }
    }

    private static <T> void finish(Function<Turn, T> work, Turn turn, UniEmitter<? super T> told) {
        try (turn) {
            told.complete(work.apply(turn));
        } catch (RuntimeException | LinkageError failure) {
            if (!turn.isStopped()) {
                told.fail(failure);
            }
        }
    }

    /** What is under way is stopped by who asked for it; waits a moment for native code to come back. */
    @Override
    public void close() {
        pool.shutdownNow();
        try {
            if (!pool.awaitTermination(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("A model still runs");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
