package org.llmops.router.exchange;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What comes between a call's answer and its end. */
public final class Ending {
    private Future<Void> providerDone = Future.succeededFuture();
    private Supplier<Future<?>> beforeEnd = Future::succeededFuture;
    private @Nullable Future<Void> readyToEnd;

    /** Succeeds when no more will come from the provider: until then the usage may still become known. */
    public Future<Void> providerDone() {
        return providerDone;
    }

    public void providerDone(Future<Void> end) {
        providerDone = end;
    }

    /** What has to be done before the client sees the end of its answer, and is done once however that comes. */
    public void beforeEnd(Supplier<Future<?>> deed) {
        beforeEnd = deed;
    }

    /**
     * Succeeds when the client may see the end of its answer, and whatever became of what is done before: at once in most
     * cases. Where more will come from the provider, nothing can be done yet, and the client does not wait for it.
     */
    public Future<Void> readyToEnd() {
        if (!providerDone.isComplete()) {
            return Future.succeededFuture();
        }
        if (readyToEnd != null) {
            return readyToEnd;
        }
        Promise<Void> ready = Promise.promise();
        // Known before it begins: what is done may be what makes somebody ask.
        readyToEnd = ready.future();
        beforeEnd.get().onComplete(done -> ready.complete());
        return ready.future();
    }
}
