package org.llmops.router.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.llmops.router.providers.Capacity;

/** Those who wait for one target, first come, first served. */
final class TargetQueue {
    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);
    /** The newest turn counts for an eighth of the average. */
    private static final int SMOOTHING = 8;

    /** Somebody who waits. */
    static final class Waiting {
        private final Consumer<Turn> go;

        private Waiting(Consumer<Turn> go) {
            this.go = go;
        }
    }

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final LongSupplier nanos;
    private Capacity capacity = Capacity.UNLIMITED;
    private int running;
    private long averageNanos;

    TargetQueue(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * A turn at once, or a place in the queue.
     *
     * @param go is given the turn, on whatever thread gave it back
     * @return null when the turn was there at once
     */
    synchronized @Nullable Waiting enter(Capacity now, Consumer<Turn> go) throws NoTurn {
        // The provider may have been changed since: the newest word counts.
        capacity = now;
        if (running < capacity.maxConcurrency() && waiting.isEmpty()) {
            running++;
            go.accept(new Turn(this, nanos.getAsLong()));
            return null;
        }
        if (waiting.size() >= capacity.maxQueue()) {
            throw turnedAway("Too many calls wait for the target");
        }
        Waiting last = new Waiting(go);
        waiting.addLast(last);
        return last;
    }

    /** Leaves the queue; false: its turn has come already. */
    synchronized boolean giveUp(Waiting who) {
        return waiting.remove(who);
    }

    void leave(long begunNanos) {
        for (Waiting next = left(begunNanos); next != null; next = admitted()) {
            next.go.accept(new Turn(this, nanos.getAsLong()));
        }
    }

    private synchronized @Nullable Waiting left(long begunNanos) {
        running--;
        long took = nanos.getAsLong() - begunNanos;
        averageNanos = averageNanos == 0 ? took : averageNanos + (took - averageNanos) / SMOOTHING;
        return admitted();
    }

    /** More than one, after the provider's capacity has grown. */
    private synchronized @Nullable Waiting admitted() {
        if (waiting.isEmpty() || running >= capacity.maxConcurrency()) {
            return null;
        }
        running++;
        return waiting.removeFirst();
    }

    /** All before it have to be served first. */
    synchronized NoTurn turnedAway(String message) {
        long places = waiting.size() / Math.max(1, capacity.maxConcurrency()) + 1L;
        Duration wait = Duration.ofNanos(averageNanos * places);
        return new NoTurn(
                message,
                wait.compareTo(SHORTEST_RETRY) < 0
                        ? SHORTEST_RETRY
                        : wait.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : wait);
    }

    synchronized int length() {
        return waiting.size();
    }

    synchronized int running() {
        return running;
    }

    synchronized boolean isIdle() {
        return running == 0 && waiting.isEmpty();
    }
}
