package org.llmops.local.stopping;

import java.io.Console;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.llmops.local.parts.LocalStack;
import org.llmops.platform.servers.ServerFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Forgets all data, so that the next start is like the first. */
@Command(
        name = "reset",
        description = "Stops everything and deletes all data in .local, after asking.",
        mixinStandardHelpOptions = true)
public final class ResetCommand implements Callable<Integer> {
    private final LocalStack stack;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean sure;

    public ResetCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() throws IOException {
        if (!sure && !confirmed()) {
            System.out.println("Nothing was deleted.");
            return 1;
        }
        new Stopping(stack, System.out).stopAll();
        for (Path path : List.of(stack.layout().data(), stack.layout().key())) {
            Deletion.of(path);
        }
        System.out.println("✓ the data is deleted; './llmops up' starts afresh");
        return 0;
    }

    private boolean confirmed() {
        Console console = System.console();
        if (console == null) {
            throw new ServerFailure("Nobody is there to ask: say './llmops reset --yes' to delete "
                    + stack.layout().data());
        }
        return console.readLine(
                        "Delete all prompts, calls, keys and budgets in %s? [y/N] ",
                        stack.layout().data())
                .strip()
                .equalsIgnoreCase("y");
    }
}
