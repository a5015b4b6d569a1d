package org.llmops.local.watching;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.parts.Part;
import org.llmops.platform.servers.Child;
import picocli.CommandLine.Command;

/** Shows what runs, and whether it works. */
@Command(
        name = "status",
        description = {
            "Shows every part with its process, port, health and memory.",
            "Ends with 0 if all of them work, else with 3."
        },
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final int NOT_ALL_WORK = 3;
    private static final String ROW = "%-18s %8s %6s   %-14s %8s   %s%n";

    private final LocalStack stack;

    public StatusCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() {
        System.out.printf(Locale.ROOT, ROW, "PART", "PID", "PORT", "HEALTH", "MEMORY", "UP");
        long memory = 0;
        boolean all = true;
        for (Part part : stack.parts()) {
            Optional<Child> process = part.process();
            boolean ready = process.isPresent() && part.isReady();
            long mib = process.map(Memory::mib).orElse(0L);
            System.out.printf(
                    Locale.ROOT,
                    ROW,
                    part.name(),
                    process.map(child -> Long.toString(child.pid())).orElse("-"),
                    part.port(),
                    process.isEmpty() ? "down" : ready ? "ready" : "not ready",
                    process.isEmpty() ? "-" : mib + " MiB",
                    process.map(child -> age(child.started())).orElse("-"));
            memory += mib;
            all &= ready;
        }
        System.out.printf(Locale.ROOT, ROW, "", "", "", "", memory + " MiB", "");
        return all ? 0 : NOT_ALL_WORK;
    }

    private static String age(Instant started) {
        Duration age = Duration.between(started, Instant.now());
        return age.toHours() > 0
                ? age.toHours() + " h " + age.toMinutesPart() + " min"
                : age.toMinutes() > 0 ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }
}
