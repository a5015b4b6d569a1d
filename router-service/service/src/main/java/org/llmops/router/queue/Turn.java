package org.llmops.router.queue;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Leave to ask a target, until it is given back. */
public final class Turn {
    /** Where there is no limit there is nothing to give back. */
    static final Turn FREE = new Turn(null, 0);

    private final @Nullable TargetQueue queue;
    private final long begunNanos;
    private final AtomicBoolean over = new AtomicBoolean();

    Turn(@Nullable TargetQueue queue, long begunNanos) {
        this.queue = queue;
        this.begunNanos = begunNanos;
    }

    /** Lets the next one in; only the first time counts. */
    public void leave() {
        if (queue != null && over.compareAndSet(false, true)) {
            queue.leave(begunNanos);
        }
    }
}
