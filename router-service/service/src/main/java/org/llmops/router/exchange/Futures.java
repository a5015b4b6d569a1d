package org.llmops.router.exchange;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Brings results that arrive on other threads back to a call's event loop. */
public final class Futures {
    private Futures() {}

    /** The result, told on this context whoever produced it. */
    public static <T> Future<T> on(Context context, Uni<T> uni) {
        Promise<T> promise = ((ContextInternal) context).promise();
        uni.subscribe().with(promise::complete, promise::fail);
        return promise.future();
    }

    /** The same for what is under way already. */
    public static <T> Future<T> on(Context context, Future<T> future) {
        Promise<T> promise = ((ContextInternal) context).promise();
        future.onComplete(promise);
        return promise.future();
    }

    /** Starts the work now, and tells its result to a future that others may share. */
    public static <T> void into(CompletableFuture<T> future, Uni<T> work) {
        work.subscribe().with(future::complete, future::completeExceptionally);
    }

    /** Starts what nobody waits for. */
    public static void inBackground(Uni<?> work, Consumer<Throwable> failed) {
        Promise<Object> promise = Promise.promise();
        promise.future().onFailure(failed::accept);
        work.subscribe().with(promise::tryComplete, promise::tryFail);
    }
}
