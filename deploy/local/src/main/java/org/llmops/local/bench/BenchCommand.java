package org.llmops.local.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.llmops.local.parts.LocalStack;
import org.llmops.platform.servers.ServerFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures the packaged router beside nginx and Portkey's gateway. */
@Command(
        name = "bench",
        description = {
            "Measures the router beside nginx and Portkey's gateway, in alternating rounds against the simulator.",
            "",
            "It runs a stack of its own on free ports and leaves a running one alone, but for the time it takes from it.",
            "nginx and wrk come from the PATH or from Debian packages that are unpacked and not installed, Portkey from npm;",
            "what cannot be had is left out and named. The report is deploy/bench/report.md."
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements Callable<Integer> {
    private static final int PROFILED_SECONDS = 60;

    private final LocalStack stack;

    @Option(
            names = "--rounds",
            description = "How often each is measured in turn (${DEFAULT-VALUE}).",
            defaultValue = "3")
    private int rounds;

    @Option(names = "--seconds", description = "How long each load lasts (${DEFAULT-VALUE}).", defaultValue = "10")
    private int seconds;

    @Option(
            names = "--warmup",
            description =
                    "Seconds of load on each before anything counts, at most; who gets no faster needs less (${DEFAULT-VALUE}).",
            defaultValue = "180")
    private int warmup;

    @Option(
            names = "--hold",
            description =
                    "Measure nothing: leave everyone running until Ctrl-C, with a command for load on each, for a profiler.")
    private boolean hold;

    @Option(names = "--report", description = "Folder of the report (deploy/bench).")
    private @Nullable Path report;

    public BenchCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() throws IOException {
        if (rounds < 1 || seconds < 1 || warmup < 0) {
            throw new ServerFailure("--rounds and --seconds have to be 1 or more, --warmup 0 or more");
        }
        Path folder = report == null ? stack.layout().repository().resolve("deploy/bench") : report;
        try (Arena arena = new Arena(stack, System.out)) {
            if (hold) {
                return hold(arena);
            }
            Results results = new Rounds(arena, System.out).run(rounds, seconds, warmup);
            Report written = new Report(results, warmup);
            written.write(folder);
            System.out.println(written.table());
            System.out.println("✓ the report is in " + folder.resolve("report.md"));
        }
        return 0;
    }

    private static int hold(Arena arena) throws IOException {
        for (Contender contender : arena.contenders()) {
            System.out.println(contender.name() + ", process "
                    + contender.processes().getFirst().process().pid());
            System.out.println(
                    "  " + String.join(" ", arena.wrk().command(contender, Rounds.CONNECTIONS, PROFILED_SECONDS)));
        }
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }
}
