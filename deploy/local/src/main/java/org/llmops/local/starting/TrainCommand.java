package org.llmops.local.starting;

import java.util.concurrent.Callable;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.parts.Training;
import picocli.CommandLine.Command;

/** What {@code up} leaves running in the background for a minute or two. */
@Command(
        name = "train",
        description = "Prepares caches that make the next start quicker. 'up' does this in the background.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {
    private final LocalStack stack;

    public TrainCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() {
        new Training(stack).train();
        return 0;
    }
}
