package org.llmops.platform.testkit.shared;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.llmops.platform.servers.Jvm;
import org.llmops.platform.servers.ServerFailure;
import org.llmops.platform.servers.Waiting;

/** Finds the servers of this build, or has them started by a supervisor that outlives this JVM. */
public final class SharedServers {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private SharedServers() {}

    /** The first module that asks starts the servers while others wait; all get the same. */
    public static ServerAddresses join() {
        Path root = Repository.root();
        Build build = Build.current();
        try {
            Path directory = directory(root, build);
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("starting.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                Optional<ServerAddresses> running =
                        ServerAddresses.read(directory).filter(SharedServers::isSupervised);
                return running.isPresent() ? running.get() : start(root, build, directory);
            }
        } catch (IOException e) {
            throw new ServerFailure("The servers of the tests cannot be started: " + e.getMessage(), e);
        }
    }

    /** Who holds the lock of this file may use the servers; the others wait. */
    public static Path turnLock() throws IOException {
        return directory(Repository.root(), Build.current()).resolve("turn.lock");
    }

    private static Path directory(Path root, Build build) throws IOException {
        return Files.createDirectories(root.resolve("target/testkit").resolve(build.id()));
    }

    static boolean isSupervised(ServerAddresses addresses) {
        return ProcessHandle.of(addresses.supervisor())
                .filter(process ->
                        process.info().startInstant().orElse(Instant.EPOCH).equals(addresses.supervisorStarted()))
                .isPresent();
    }

    private static ServerAddresses start(Path root, Build build, Path directory) throws IOException {
        ServerAddresses.forget(directory);
        Path log = directory.resolve("supervisor.log");
        List<String> command = new ArrayList<>(Jvm.small(64));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Supervisor.class.getName(),
                root.toString(),
                directory.toString(),
                Long.toString(build.pid()),
                build.started().toString()));
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            command.addFirst("setsid");
        }
        Process supervisor = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Waiting.until(PATIENCE, () -> ServerAddresses.read(directory).isPresent() || !supervisor.isAlive());
        return ServerAddresses.read(directory)
                .orElseThrow(() -> new ServerFailure("The servers of the tests did not start; see " + log));
    }
}
