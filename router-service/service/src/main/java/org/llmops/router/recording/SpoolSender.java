package org.llmops.router.recording;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.llmops.router.recording.CallTopic.Delivery;

/** Takes records from disk to the topic in order, on a thread of its own, and tries each until the broker has it. */
final class SpoolSender implements Runnable {
    private static final Logger log = Logger.getLogger(SpoolSender.class);
    private static final int RECORDS_AT_ONCE = 256;
    private static final long BYTES_AT_ONCE = 4L * 1024 * 1024;
    private static final long IDLE_MS = 1000;
    /** Records that come within this time travel together: one request for each costs the broker more than the records. */
    private static final long GATHER_MS = 20;

    private static final long FIRST_RETRY_MS = 100;
    private static final long LAST_RETRY_MS = 2000;
    private static final long PATIENCE_MS = 2000;

    private final Spool spool;
    private final CallTopic topic;
    private final CallCounts counts;
    private final Runnable acknowledged;
    private final BlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long giveUpAtNs;
    private volatile boolean brokerAnswers = true;

    SpoolSender(Spool spool, CallTopic topic, CallCounts counts, Runnable acknowledged) {
        this.spool = spool;
        this.topic = topic;
        this.counts = counts;
        this.acknowledged = acknowledged;
    }

    /** Something was appended. */
    void wake() {
        wakeUps.offer(Boolean.TRUE);
    }

    boolean brokerAnswers() {
        return brokerAnswers;
    }

    /**
     * Ends the thread when the spool is empty, or after this time at the latest: the rest is sent after the next start.
     */
    void close(Duration within) {
        giveUpAtNs = System.nanoTime() + within.toNanos();
        closing.countDown();
        wake();
    }

    @Override
    public void run() {
        try {
            while (!givenUp()) {
                List<SpoolEntry> entries = read();
                if (!entries.isEmpty()) {
                    trySend(entries);
                } else if (isClosing()) {
                    return;
                } else if (wakeUps.poll(IDLE_MS, MILLISECONDS) != null) {
                    closing.await(GATHER_MS, MILLISECONDS);
                }
            }
        } catch (InterruptedException interrupted) {
            log.error("The thread that sends call records was interrupted: they stay on disk until the next start");
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever goes wrong, the records are still on disk and the thread lives to try again. */
    private void trySend(List<SpoolEntry> entries) throws InterruptedException {
        try {
            send(entries);
        } catch (RuntimeException bug) {
            log.error("Call records could not be sent; they stay on disk", bug);
            pause(LAST_RETRY_MS);
        }
    }

    private List<SpoolEntry> read() throws InterruptedException {
        try {
            return spool.read(RECORDS_AT_ONCE, BYTES_AT_ONCE);
        } catch (IOException failure) {
            log.error("Call records cannot be read back from disk", failure);
            wakeUps.poll(LAST_RETRY_MS, MILLISECONDS);
            return List.of();
        }
    }

    private void send(List<SpoolEntry> entries) throws InterruptedException {
        List<SpoolEntry> left = entries;
        long retryMs = FIRST_RETRY_MS;
        while (true) {
            left = sendOnce(left);
            if (left.isEmpty()) {
                acknowledge(entries.getLast());
                return;
            }
            if (givenUp()) {
                return;
            }
            pause(retryMs);
            retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
        }
    }

    /** Returns what must be tried again: only that, so that nothing is sent twice while the process lives. */
    private List<SpoolEntry> sendOnce(List<SpoolEntry> entries) throws InterruptedException {
        List<CompletableFuture<Delivery>> deliveries = new ArrayList<>(entries.size());
        for (SpoolEntry entry : entries) {
            CompletableFuture<Delivery> delivery = topic.send(entry.payload());
            deliveries.add(delivery);
            if (delivery.isCompletedExceptionally()) {
                // The broker is away: waiting for the time-out of each of the others would take for ever.
                break;
            }
        }
        List<SpoolEntry> failed = new ArrayList<>();
        for (int i = 0; i < deliveries.size(); i++) {
            if (!isDelivered(deliveries.get(i))) {
                failed.add(entries.get(i));
            }
        }
        failed.addAll(entries.subList(deliveries.size(), entries.size()));
        if (failed.isEmpty() && !brokerAnswers) {
            log.infof("Call records reach Kafka again; %d wait on disk", spool.pending() - entries.size());
            brokerAnswers = true;
        }
        return failed;
    }

    /** Waits as long as it takes: a record that is given up here and sent again could arrive twice. */
    private boolean isDelivered(CompletableFuture<Delivery> delivery) throws InterruptedException {
        do {
            try {
                count(delivery.get(givenUp() ? 0 : PATIENCE_MS, MILLISECONDS));
                return true;
            } catch (TimeoutException slow) {
                brokerIsAway("it does not answer");
            } catch (ExecutionException failure) {
                brokerIsAway(String.valueOf(failure.getCause()));
                return false;
            }
        } while (!givenUp());
        return false;
    }

    private void count(Delivery delivery) {
        switch (delivery) {
            case RECORDED -> counts.recordedOne();
            case REFUSED -> counts.lostOne();
        }
    }

    private void brokerIsAway(String why) {
        if (brokerAnswers) {
            log.warnf("Call records do not reach Kafka and stay on disk until they do: %s", why);
            brokerAnswers = false;
        }
    }

    private void acknowledge(SpoolEntry last) {
        try {
            spool.acknowledge(last);
            acknowledged.run();
        } catch (IOException failure) {
            log.warn("The spool's checkpoint cannot be written: after a crash, records may be sent twice", failure);
        }
    }

    /** Waits; while closing, in short steps only. */
    private void pause(long pauseMs) throws InterruptedException {
        if (closing.await(pauseMs, MILLISECONDS)) {
            wakeUps.poll(FIRST_RETRY_MS, MILLISECONDS);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private boolean givenUp() {
        return isClosing() && System.nanoTime() - giveUpAtNs >= 0;
    }
}
