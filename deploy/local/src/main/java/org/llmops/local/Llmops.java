package org.llmops.local;

import java.nio.file.Path;
import org.llmops.local.bench.BenchCommand;
import org.llmops.local.demo.DemoCommand;
import org.llmops.local.parts.LocalStack;
import org.llmops.local.starting.TrainCommand;
import org.llmops.local.starting.UpCommand;
import org.llmops.local.stopping.DownCommand;
import org.llmops.local.stopping.ResetCommand;
import org.llmops.local.stopping.RestartCommand;
import org.llmops.local.watching.LogsCommand;
import org.llmops.local.watching.StatusCommand;
import org.llmops.platform.servers.ServerFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What the script {@code llmops} calls, except for building and testing, which it does itself. */
@Command(
        name = "llmops",
        description = "Runs the LLMOps suite on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class Llmops {
    private Llmops() {}

    public static void main(String[] arguments) {
        Path repository = Path.of(System.getProperty("llmops.root", "")).toAbsolutePath();
        try {
            System.exit(commands(LocalStack.of(repository, System.getenv())).execute(arguments));
        } catch (ServerFailure failure) {
            System.err.println("✗ " + failure.getMessage());
            System.exit(1);
        }
    }

    private static CommandLine commands(LocalStack stack) {
        return new CommandLine(new Llmops())
                .addSubcommand(new UpCommand(stack))
                .addSubcommand(new DownCommand(stack))
                .addSubcommand(new RestartCommand(stack))
                .addSubcommand(new StatusCommand(stack))
                .addSubcommand(new LogsCommand(stack))
                .addSubcommand(new DemoCommand(stack))
                .addSubcommand(new ResetCommand(stack))
                .addSubcommand(new BenchCommand(stack))
                .addSubcommand(new TrainCommand(stack))
                .setExecutionExceptionHandler((failure, command, _) -> report(failure, command));
    }

    /** What went wrong in one line; a stack trace is for what we did not foresee. */
    private static int report(Exception failure, CommandLine command) throws Exception {
        if (failure instanceof ServerFailure foreseen) {
            command.getErr().println("✗ " + foreseen.getMessage());
            return 1;
        }
        throw failure;
    }
}
