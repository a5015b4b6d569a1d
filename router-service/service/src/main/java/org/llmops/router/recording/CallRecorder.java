package org.llmops.router.recording;

import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.llmops.router.v1.CallRecord;

/** Disk, then topic: a record takes both steps, and a broker that is away only makes the second one late. */
final class CallRecorder implements CallRecords, AutoCloseable {
    private static final Logger log = Logger.getLogger(CallRecorder.class);

    private final Spool spool;
    private final CallTopic topic;
    private final long maxBytes;
    private final Duration closeWithin;
    private final CallCounts counts = new CallCounts();
    private final SpoolKeeper keeper;
    private final SpoolSender sender;
    private final Thread keeping;
    private final Thread sending;

    /**
     * @param maxBytes the spool is full beyond it
     * @param capacity records that may wait in memory while there is no room on disk
     * @param syncInterval how much time of records a power failure may take
     * @param closeWithin how long closing waits for the broker
     */
    CallRecorder(
            Spool spool, CallTopic topic, long maxBytes, int capacity, Duration syncInterval, Duration closeWithin) {
        this.spool = spool;
        this.topic = topic;
        this.maxBytes = maxBytes;
        this.closeWithin = closeWithin;
        this.sender = new SpoolSender(spool, topic, counts);
        this.keeper = new SpoolKeeper(spool, counts, capacity, syncInterval, sender::wake);
        keeper.makeRoom();
        this.sending = Thread.ofPlatform().name("call-records-sender").daemon().start(sender);
        this.keeping = Thread.ofPlatform().name("call-records-keeper").daemon().start(keeper);
    }

    @Override
    public void publish(CallRecord call) {
        counts.answeredOne();
        if (keeper.keep(call)) {
            sender.wake();
        } else {
            counts.lostOne();
            log.errorf("The record of call %s is lost: the disk fails or is too slow", call.getCallId());
        }
    }

    @Override
    public boolean accepting() {
        return !full() && keeper.keepsUp();
    }

    @Override
    public long mark() {
        // In this order: what goes to disk in between is counted twice, and never not at all.
        long waiting = keeper.inMemory();
        return waiting + spool.appended();
    }

    @Override
    public boolean delivered(long mark) {
        return spool.delivered() >= mark || (keeper.inMemory() == 0 && spool.pending() == 0);
    }

    CallCounts counts() {
        return counts;
    }

    /** Records that are on disk and not with the broker yet. */
    long spooled() {
        return spool.pending();
    }

    /** Records that are in memory only. */
    int inMemory() {
        return keeper.inMemory();
    }

    boolean brokerAnswers() {
        return sender.brokerAnswers();
    }

    boolean full() {
        return spool.pendingBytes() >= maxBytes;
    }

    /** Everything handed over goes to disk, then to the broker as far as time allows. */
    @Override
    public void close() throws IOException {
        try {
            keeper.close();
            keeping.join();
            sender.close(closeWithin);
            sending.join();
        } catch (InterruptedException interrupted) {
            log.warn("Interrupted while call records were sent: those on disk are sent after the next start");
            Thread.currentThread().interrupt();
        } finally {
            topic.close();
            spool.close();
        }
    }
}
