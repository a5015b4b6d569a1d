package org.llmops.local.stopping;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.parts.Part;
import org.llmops.local.parts.Trainer;
import org.llmops.platform.servers.Child;

/** Stops what was started: the gateway before those that its last calls need, the applications before the servers they write to. */
public final class Stopping {
    private final LocalStack stack;
    private final PrintStream out;

    public Stopping(LocalStack stack, PrintStream out) {
        this.stack = stack;
        this.out = out;
    }

    /** Returns how many parts were running. */
    public int stopAll() {
        new Trainer(stack).stopIfAtWork();
        int stopped = stop(List.of(stack.gateway()))
                + stop(stack.apps())
                + stop(stack.servers())
                + stop(List.of(stack.postgres()));
        out.println(
                stopped == 0
                        ? "Nothing was running."
                        : "✓ everything is stopped; the data stays in "
                                + stack.layout().data());
        return stopped;
    }

    int stop(List<Part> parts) {
        return parts.parallelStream()
                .mapToInt(part ->
                        part.process().map(process -> stop(part, process)).orElse(0))
                .sum();
    }

    private int stop(Part part, Child process) {
        long begin = System.nanoTime();
        boolean finished = part.stop(process);
        double seconds = (System.nanoTime() - begin) / 1e9;
        out.println(String.format(
                Locale.ROOT,
                "✓ %-18s %5.1f s   %s",
                part.name(),
                seconds,
                finished ? "stopped" : "did not finish and was killed"));
        return 1;
    }
}
