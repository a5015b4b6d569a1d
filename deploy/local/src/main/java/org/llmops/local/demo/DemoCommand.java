package org.llmops.local.demo;

import java.util.concurrent.Callable;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.seeding.DemoKey;
import org.llmops.platform.servers.ServerFailure;
import picocli.CommandLine.Command;

/** Plays the story and fails where it does not hold. */
@Command(
        name = "demo",
        description = {
            "Makes one call through the whole suite and shows what became of it.",
            "",
            "Every line is what a public API returned just now. Needs a running stack."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private final LocalStack stack;

    public DemoCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() {
        String key = new DemoKey(stack.layout())
                .read()
                .filter(_ -> !stack.running().isEmpty())
                .orElseThrow(() -> new ServerFailure("The stack is not running: start it with './llmops up'"));
        new Story(stack.ports(), key, System.out).tell();
        return 0;
    }
}
