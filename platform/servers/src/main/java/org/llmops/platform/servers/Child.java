package org.llmops.platform.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A process that we started, in this run or in an earlier one.
 *
 * <p>A process is known by its id and the moment it began: an id alone may have passed on to a stranger.
 */
public record Child(String name, ProcessHandle process, Path log) {
    private static final boolean HAS_SETSID =
            List.of("/usr/bin/setsid", "/bin/setsid").stream().anyMatch(path -> Files.isExecutable(Path.of(path)));

    /** Starts the server in a session of its own, so that neither the end of our process nor a terminal's Ctrl-C reaches it. */
    public static Child start(Server server, Path data, Path log) {
        try {
            Files.createDirectories(data);
            Files.createDirectories(log.toAbsolutePath().getParent());
            server.prepare(data);
            keepPrevious(log);
            return new Child(
                    server.name(), launch(server.command(data), data, log).toHandle(), log);
        } catch (IOException e) {
            throw new ServerFailure(server.name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** The process of an earlier run, if it still lives and is the same. */
    public static Optional<Child> find(String name, long pid, Instant started, Path log) {
        return ProcessHandle.of(pid)
                .filter(process -> process.info().startInstant().equals(Optional.of(started)))
                .map(process -> new Child(name, process, log))
                .filter(Child::isAlive);
    }

    /** Runs a preparatory command to its end; its output goes to the log. */
    static void run(String what, Command command, Path directory, Path log) throws IOException {
        Process process = launch(command, directory, log);
        try {
            if (process.waitFor() != 0) {
                throw new ServerFailure(what + " failed with exit code " + process.exitValue() + "; see " + log);
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new ServerFailure(what + " was interrupted", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    public Instant started() {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    /** Whether it runs; a process that has ended but was not yet collected by its parent does not. */
    public boolean isAlive() {
        return process.isAlive() && !isDefunct();
    }

    /** Waits until the server answers; fails as soon as its process ends, or when patience does. */
    public void awaitReady(Server server, Duration patience) {
        boolean ready = Waiting.until(patience, () -> !isAlive() || server.isReady());
        if (Thread.currentThread().isInterrupted()) {
            throw new ServerFailure("Waiting for " + name + " was interrupted");
        }
        if (!isAlive()) {
            throw new ServerFailure(name + " ended while starting: " + lastWords() + "; see " + log);
        }
        if (!ready) {
            throw new ServerFailure(name + " does not answer on port " + server.port() + " after "
                    + patience.toSeconds() + " s; see " + log);
        }
    }

    /** Asks it to finish, and ends it by force when patience runs out. Returns whether it finished by itself. */
    public boolean stop(String signal, Duration patience) {
        if (isAlive()) {
            signal(signal);
        }
        boolean finished = Waiting.until(patience, () -> !isAlive());
        if (!finished) {
            process.destroyForcibly();
            Waiting.until(patience, () -> !isAlive());
        }
        return finished;
    }

    public void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new ServerFailure("Cannot send " + signal + " to " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The last line of the log that says something, which is usually the reason. */
    public String lastWords() {
        try {
            return Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("\tat "))
                    .reduce((first, second) -> second)
                    .orElse("it wrote nothing");
        } catch (IOException e) {
            return "it left no log";
        }
    }

    private boolean isDefunct() {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid() + "/stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException e) {
            return false; // no /proc on this system, or just gone, which isAlive sees by itself
        }
    }

    private static Process launch(Command command, Path directory, Path log) throws IOException {
        List<String> arguments = new ArrayList<>(command.arguments());
        if (HAS_SETSID) {
            arguments.addFirst("setsid");
        }
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeAll(command.withheld());
        builder.environment().putAll(command.environment());
        return builder.start();
    }

    private static void keepPrevious(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
