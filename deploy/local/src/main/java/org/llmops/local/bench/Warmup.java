package org.llmops.local.bench;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Loads a contender until it gets no faster: who runs on a JVM is compiled for what it does most while it does it, which
 * takes some 200,000 calls, however long these last.
 */
final class Warmup {
    private static final int SLICE_SECONDS = 15;
    private static final int SLICES_IN_VAIN = 2;
    private static final double FASTER = 1.03;
    private static final int STREAMS_IN_TURN = 8;

    private final Wrk wrk;
    private final PrintStream out;

    Warmup(Wrk wrk, PrintStream out) {
        this.wrk = wrk;
        this.out = out;
    }

    /** @param atMostSeconds of load, beside a few rounds of streams */
    void run(Contender contender, int atMostSeconds) {
        double best = 0;
        int inVain = 0;
        int loaded = 0;
        while (loaded < atMostSeconds && inVain < SLICES_IN_VAIN) {
            int seconds = Math.min(SLICE_SECONDS, atMostSeconds - loaded);
            double rate = wrk.run(contender, Rounds.CONNECTIONS, seconds).perSecond();
            inVain = rate > best * FASTER ? 0 : inVain + 1;
            best = Math.max(best, rate);
            loaded += seconds;
        }
        boolean streams = Streams.run(contender, 1).clean() > 0;
        for (int turn = 0; streams && loaded > 0 && turn < STREAMS_IN_TURN; turn++) {
            Streams.run(contender, Results.STREAMS[Results.STREAMS.length - 1]);
        }
        out.printf(Locale.ROOT, "  warm %-13s %7.0f calls/s after %d s%n", contender.name(), best, loaded);
    }
}
