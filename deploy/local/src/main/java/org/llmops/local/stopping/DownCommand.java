package org.llmops.local.stopping;

import java.util.concurrent.Callable;
import org.llmops.local.parts.LocalStack;
import picocli.CommandLine.Command;

/** Stops everything that {@code up} started. */
@Command(
        name = "down",
        description = "Stops what 'up' started, and nothing else. The data stays.",
        mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
    private final LocalStack stack;

    public DownCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() {
        new Stopping(stack, System.out).stopAll();
        return 0;
    }
}
