package org.llmops.router.recording;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/** Takes records from disk to the topic in order, on a thread of its own, and tries each until the broker has it. */
final class SpoolSender implements Runnable {
    private static final Logger log = Logger.getLogger(SpoolSender.class);
    private static final int RECORDS_AT_ONCE = 256;
    private static final long BYTES_AT_ONCE = 4L * 1024 * 1024;
    private static final long IDLE_NS = 1_000_000_000;
    /** Records that come within this time travel together: one request for each costs the broker more than the records. */
    private static final long GATHER_MS = 20;

    private static final long FIRST_RETRY_MS = 100;
    private static final long LAST_RETRY_MS = 2000;
    private static final long PATIENCE_MS = 2000;

    private final Spool spool;
    private final CallTopic topic;
    private final CallCounts counts;
    private final Bell bell = new Bell();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile long giveUpAtNs;
    private volatile boolean brokerAnswers = true;

    SpoolSender(Spool spool, CallTopic topic, CallCounts counts) {
        this.spool = spool;
        this.topic = topic;
        this.counts = counts;
    }

    /** Something was appended. */
    void wake() {
        bell.ring();
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
                } else {
                    bell.await(() -> spool.pending() > 0 || isClosing(), IDLE_NS);
                }
                if (entries.size() < RECORDS_AT_ONCE) {
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
            pause(LAST_RETRY_MS);
            return List.of();
        }
    }

    private void send(List<SpoolEntry> entries) throws InterruptedException {
        List<SpoolEntry> left = entries;
        long retryMs = FIRST_RETRY_MS;
        while (true) {
            left = sendOnce(left);
            if (left.isEmpty()) {
                spool.acknowledge(entries.getLast());
                return;
            }
            if (givenUp()) {
                return;
            }
            pause(retryMs);
            retryMs = Math.min(2 * retryMs, LAST_RETRY_MS);
        }
    }

    /**
     * Returns what must be tried again: only that, so that nothing is sent twice while the process lives. Waits as long as it
     * takes: a record that is given up here and sent again could arrive twice.
     */
    private List<SpoolEntry> sendOnce(List<SpoolEntry> entries) throws InterruptedException {
        Consignment consignment = new Consignment(entries);
        consignment.handTo(topic);
        while (!consignment.await(givenUp() ? 0 : PATIENCE_MS) && !givenUp()) {
            brokerIsAway("it does not answer");
        }
        List<SpoolEntry> left = consignment.settle(counts);
        String why = consignment.whyFailed();
        if (why != null) {
            brokerIsAway(why);
        } else if (left.isEmpty() && !brokerAnswers) {
            log.infof("Call records reach Kafka again; %d wait on disk", spool.pending() - entries.size());
            brokerAnswers = true;
        }
        return left;
    }

    private void brokerIsAway(String why) {
        if (brokerAnswers) {
            log.warnf("Call records do not reach Kafka and stay on disk until they do: %s", why);
            brokerAnswers = false;
        }
    }

    /** Waits; while closing, in short steps only. */
    private void pause(long pauseMs) throws InterruptedException {
        if (closing.await(pauseMs, MILLISECONDS)) {
            bell.await(() -> false, MILLISECONDS.toNanos(FIRST_RETRY_MS));
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private boolean givenUp() {
        return isClosing() && System.nanoTime() - giveUpAtNs >= 0;
    }
}
