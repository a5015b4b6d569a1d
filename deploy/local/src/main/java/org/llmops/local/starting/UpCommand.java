package org.llmops.local.starting;

import java.util.concurrent.Callable;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.parts.Trainer;
import org.llmops.local.seeding.Seeding;
import picocli.CommandLine.Command;

/** Makes sure that everything runs and that a first call works, and says where things are. */
@Command(
        name = "up",
        description = {
            "Starts what is not running, fills a new stack, and prints where things are.",
            "",
            "Data stays in .local between runs. Ports are in deploy/local/ports.properties.",
            "With OPENAI_API_KEY or ANTHROPIC_API_KEY set, that provider is registered too."
        },
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
    private final LocalStack stack;

    public UpCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() {
        new Starting(stack, System.out).start();
        new Seeding(stack, System.getenv(), System.out).seed();
        new Directions(stack, System.out).print();
        new Trainer(stack).startIfWorthwhile(System.getenv());
        return 0;
    }
}
