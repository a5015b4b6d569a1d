package org.llmops.router.recording;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.jboss.logging.Logger;
import org.llmops.router.v1.CallRecord;

/** Takes records from memory to disk, on a thread of its own, many in one write when many wait. */
final class SpoolWriter implements Runnable {
    private static final Logger log = Logger.getLogger(SpoolWriter.class);
    private static final int RECORDS_AT_ONCE = 256;
    private static final long RETRY_MS = 500;

    private final Spool spool;
    private final CallCounts counts;
    private final Duration syncInterval;
    private final Runnable appended;
    private final BlockingQueue<CallRecord> waiting;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile boolean diskFails;
    private volatile int inHand;
    private long syncedAtNs = System.nanoTime();
    private boolean unsynced;

    SpoolWriter(Spool spool, CallCounts counts, int capacity, Duration syncInterval, Runnable appended) {
        this.spool = spool;
        this.counts = counts;
        this.syncInterval = syncInterval;
        this.appended = appended;
        this.waiting = new LinkedBlockingQueue<>(capacity);
    }

    /** False: there is no room, because the disk fails or is far too slow. */
    boolean offer(CallRecord call) {
        return waiting.offer(call);
    }

    /**
     * False as long as the disk fails, and when it falls so far behind that calls under way need the rest of the room.
     */
    boolean keepsUp() {
        return !diskFails && waiting.remainingCapacity() > waiting.size();
    }

    /** Records that are in memory only. */
    int inMemory() {
        return waiting.size() + inHand;
    }

    /** Ends the thread as soon as everything is on disk. */
    void close() {
        closing.countDown();
    }

    @Override
    public void run() {
        try {
            while (closing.getCount() > 0 || !waiting.isEmpty()) {
                CallRecord first = waiting.poll(waitMs(), MILLISECONDS);
                if (first != null) {
                    write(first);
                }
                syncWhenDue();
            }
        } catch (InterruptedException interrupted) {
            log.error("The thread that keeps call records was interrupted: records in memory are lost", interrupted);
            Thread.currentThread().interrupt();
        }
    }

    private void write(CallRecord first) throws InterruptedException {
        List<CallRecord> calls = new ArrayList<>();
        inHand = 1;
        calls.add(first);
        inHand += waiting.drainTo(calls, RECORDS_AT_ONCE - 1);
        try {
            append(calls.stream().map(CallRecord::toByteArray).toList());
        } catch (RuntimeException bug) {
            // The thread must live: whoever comes next is not to blame.
            lose(calls.size());
            log.errorf(bug, "%d call records are lost", calls.size());
        } finally {
            inHand = 0;
        }
    }

    private long waitMs() {
        return Math.clamp(syncInterval.toMillis(), 10, 200);
    }

    /** Tries until it succeeds, or the process ends while the disk still fails. */
    private void append(List<byte[]> payloads) throws InterruptedException {
        while (true) {
            try {
                spool.append(payloads);
                unsynced = true;
                diskFails = false;
                appended.run();
                return;
            } catch (IOException failure) {
                if (!diskFails) {
                    log.error("Call records cannot be written to disk; new calls are refused until they can", failure);
                }
                diskFails = true;
                if (closing.await(RETRY_MS, MILLISECONDS)) {
                    lose(payloads.size());
                    log.errorf("%d call records are lost: the disk fails and the process ends", payloads.size());
                    return;
                }
            }
        }
    }

    private void lose(int records) {
        for (int i = 0; i < records; i++) {
            counts.lostOne();
        }
    }

    private void syncWhenDue() {
        if (!unsynced || System.nanoTime() - syncedAtNs < syncInterval.toNanos()) {
            return;
        }
        try {
            spool.sync();
        } catch (IOException failure) {
            log.warn("Call records could not be forced to disk; they would not outlive a power failure", failure);
        }
        unsynced = false;
        syncedAtNs = System.nanoTime();
    }
}
