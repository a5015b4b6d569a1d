package org.llmops.local.watching;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.llmops.local.parts.LocalStack;
import org.llmops.platform.servers.ServerFailure;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows logs with {@code tail}, which does it better than we could. */
@Command(
        name = "logs",
        description = "Shows the end of the logs of the named parts, or of all.",
        mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
    private final LocalStack stack;

    @Parameters(paramLabel = "PART", description = "Such as 'router-service'; a beginning is enough.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = {"-f", "--follow"},
            description = "Go on as the logs grow.")
    private boolean follow;

    @Option(
            names = {"-n", "--lines"},
            description = "How many lines of each (default: ${DEFAULT-VALUE}).",
            defaultValue = "20")
    private int lines;

    public LogsCommand(LocalStack stack) {
        this.stack = stack;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> files = stack.parts(names).stream()
                .map(part -> stack.layout().log(part.name()))
                .filter(Files::exists)
                .map(Path::toString)
                .toList();
        if (files.isEmpty()) {
            throw new ServerFailure("There are no logs yet: start the stack with './llmops up'");
        }
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        command.addAll(files);
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
