package org.llmops.local.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures all contenders in turn, several times, so that what disturbs the machine disturbs them alike. */
final class Rounds {
    static final int CONNECTIONS = 64;

    private final Arena arena;
    private final PrintStream out;

    Rounds(Arena arena, PrintStream out) {
        this.arena = arena;
        this.out = out;
    }

    Results run(int rounds, int seconds, int warmup) {
        Results results = new Results(arena.missing());
        arena.missing().forEach(who -> out.println("– left out: " + who));
        if (warmup > 0) {
            out.println("… warming up, each until it gets no faster");
            Warmup load = new Warmup(arena.wrk(), out);
            arena.contenders().forEach(contender -> load.run(contender, warmup));
        }
        for (int round = 1; round <= rounds; round++) {
            for (Contender contender : arena.contenders()) {
                Results.Measured measured = measure(contender, seconds);
                results.add(contender.name(), measured);
                out.println(line(round, rounds, contender, measured));
            }
        }
        arena.contenders()
                .forEach(contender -> results.resident(contender.name(), CpuTime.residentMib(contender.processes())));
        return results;
    }

    private Results.Measured measure(Contender contender, int seconds) {
        Wrk.Load alone = arena.wrk().run(contender, 1, Math.max(1, seconds / 2));
        long own = CpuTime.us(contender.processes());
        long suite = CpuTime.us(arena.suite());
        Wrk.Load load = arena.wrk().run(contender, CONNECTIONS, seconds);
        double cpu = (double) (CpuTime.us(contender.processes()) - own) / load.requests();
        double all = (double) (CpuTime.us(arena.suite()) - suite) / load.requests();
        return new Results.Measured(load, cpu, all, alone, streams(contender));
    }

    /** Who cannot stream is not asked for more: errors in great number would cost it what it is measured for. */
    private static List<Streams.Outcome> streams(Contender contender) {
        List<Streams.Outcome> streams = new ArrayList<>();
        for (int count : Results.STREAMS) {
            boolean can = streams.isEmpty() || streams.getFirst().clean() > 0;
            streams.add(can ? Streams.run(contender, count) : Streams.Outcome.none(count));
        }
        return streams;
    }

    private static String line(int round, int rounds, Contender contender, Results.Measured measured) {
        Streams.Outcome most = measured.streams().getLast();
        return String.format(
                Locale.ROOT,
                "  round %d/%d  %-13s %7.0f calls/s  %6.1f µs CPU  p50 %5d µs  p99 %6d µs alone   %d of %d streams clean",
                round,
                rounds,
                contender.name(),
                measured.load().perSecond(),
                measured.cpuUs(),
                measured.alone().p50Us(),
                measured.alone().p99Us(),
                most.clean(),
                most.streams());
    }
}
