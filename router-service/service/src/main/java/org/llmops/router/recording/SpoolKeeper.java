package org.llmops.router.recording;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.llmops.router.v1.CallRecord;

/**
 * Takes records to disk on the thread that has them, and does on a thread of its own whatever takes time there: it makes room
 * in advance and forces what was written. A record for which there is no room yet waits in memory, and so do those after
 * it: making room may take as long as the disk likes, and whoever ends a call must not wait for that.
 */
final class SpoolKeeper implements Runnable {
    private static final Logger log = Logger.getLogger(SpoolKeeper.class);
    private static final long RETRY_NS = 500_000_000;
    private static final long SHORTEST_SYNC_INTERVAL_NS = 10_000_000;

    private final Spool spool;
    private final CallCounts counts;
    private final long syncIntervalNs;
    private final Runnable appended;
    private final BlockingQueue<CallRecord> waiting;
    private final Bell bell = new Bell();
    private volatile boolean closing;
    private volatile boolean diskFails;
    private long syncedAtNs = System.nanoTime();

    /** @param appended to be run when records that waited are on disk */
    SpoolKeeper(Spool spool, CallCounts counts, int capacity, Duration syncInterval, Runnable appended) {
        this.spool = spool;
        this.counts = counts;
        this.syncIntervalNs = Math.max(SHORTEST_SYNC_INTERVAL_NS, syncInterval.toNanos());
        this.appended = appended;
        this.waiting = new LinkedBlockingQueue<>(capacity);
    }

    /** False: there is no room at all, because the disk fails or is far too slow. */
    boolean keep(CallRecord call) {
        boolean onDisk = waiting.isEmpty() && spool.append(call);
        boolean kept = onDisk || (!closing && waiting.offer(call));
        if (!onDisk || !spool.hasSpare()) {
            bell.ring();
        }
        return kept;
    }

    /**
     * False as long as the disk fails, and when it falls so far behind that calls under way need the rest of the room.
     */
    boolean keepsUp() {
        return !diskFails && waiting.remainingCapacity() > waiting.size();
    }

    /** Records that are in memory only. */
    int inMemory() {
        return waiting.size();
    }

    /** Ends the thread as soon as everything is on disk. */
    void close() {
        closing = true;
        bell.ring();
    }

    @Override
    public void run() {
        try {
            while (!closing || !waiting.isEmpty()) {
                makeRoom();
                syncWhenDue();
                if (diskFails && closing) {
                    loseWhatWaits();
                } else if (diskFails) {
                    bell.await(() -> closing, RETRY_NS);
                } else {
                    bell.await(() -> closing || !waiting.isEmpty() || !spool.hasSpare(), syncIntervalNs);
                }
            }
        } catch (InterruptedException interrupted) {
            log.error("The thread that keeps call records was interrupted: records in memory are lost", interrupted);
            Thread.currentThread().interrupt();
        }
    }

    /** Done once before the first record comes, so that it finds room. */
    void makeRoom() {
        try {
            writeWhatWaits();
            spool.prepare(0);
            diskFails = false;
        } catch (IOException | RuntimeException failure) {
            // The thread must live, whatever it is.
            if (!diskFails) {
                log.error("Call records cannot be written to disk; new calls are refused until they can", failure);
            }
            diskFails = true;
        }
    }

    private void writeWhatWaits() throws IOException {
        // It is taken away only when it is on disk: until then those that come meanwhile queue up behind it.
        for (CallRecord first = waiting.peek(); first != null; first = waiting.peek()) {
            if (!spool.append(first)) {
                spool.prepare(Frame.bytes(first));
                if (!spool.append(first)) {
                    throw new IOException("A segment that was just made cannot be written");
                }
            }
            waiting.remove();
            appended.run();
        }
    }

    private void loseWhatWaits() {
        int lost = 0;
        while (waiting.poll() != null) {
            counts.lostOne();
            lost++;
        }
        log.errorf("%d call records are lost: the disk fails and the process ends", lost);
    }

    private void syncWhenDue() {
        if (System.nanoTime() - syncedAtNs < syncIntervalNs) {
            return;
        }
        try {
            spool.sync();
        } catch (RuntimeException failure) {
            log.warn("Call records could not be forced to disk; they would not outlive a power failure", failure);
        }
        syncedAtNs = System.nanoTime();
    }
}
