package org.llmops.local.stopping;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.starting.Starting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Stops parts and starts them again. */
@Command(
        name = "restart",
        description = "Stops the named parts, or all, and starts what is not running.",
        mixinStandardHelpOptions = true)
public final class RestartCommand implements Callable<Integer> {
    private final LocalStack stack;

    @Parameters(paramLabel = "PART", description = "Such as 'router-service'; a beginning is enough.")
    private List<String> names = new ArrayList<>();

    public RestartCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() {
        Stopping stopping = new Stopping(stack, System.out);
        if (names.isEmpty()) {
            stopping.stopAll();
        } else {
            stopping.stop(stack.parts(names));
        }
        new Starting(stack, System.out).start();
        return 0;
    }
}
