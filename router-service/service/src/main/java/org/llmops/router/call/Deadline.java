package org.llmops.router.call;

import io.vertx.core.Vertx;

/** The moment by which something has to happen. It moves often, so the timer behind it is only set anew when it must be. */
final class Deadline {
    private static final long NEVER = Long.MAX_VALUE;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Runnable passed;
    private long totalAtMs = NEVER;
    private long nextAtMs = NEVER;
    private long timer = NO_TIMER;
    private long timerAtMs;
    private boolean over;

    Deadline(Vertx vertx, Runnable passed) {
        this.vertx = vertx;
        this.passed = passed;
    }

    /** Everything has to be done within this time; a later call can only shorten it. */
    void total(long ms) {
        totalAtMs = Math.min(totalAtMs, now() + ms);
        arm();
    }

    /** The next sign of life has to come within this time. */
    void next(long ms) {
        nextAtMs = now() + ms;
        arm();
    }

    /** Nobody expects a sign of life. */
    void suspend() {
        nextAtMs = NEVER;
    }

    /** Everything is done. */
    void close() {
        over = true;
        cancel();
    }

    private void arm() {
        long at = Math.min(totalAtMs, nextAtMs);
        if (!over && at != NEVER && (timer == NO_TIMER || at < timerAtMs)) {
            cancel();
            timerAtMs = at;
            timer = vertx.setTimer(Math.max(1, at - now()), this::fired);
        }
    }

    private void fired(long id) {
        timer = NO_TIMER;
        if (over) {
            return;
        }
        if (now() >= Math.min(totalAtMs, nextAtMs)) {
            over = true;
            passed.run();
        } else {
            arm();
        }
    }

    private void cancel() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
