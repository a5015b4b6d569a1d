package org.llmops.platform.testkit.shared;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The process that keeps the servers while a build lasts, and ends them with it.
 *
 * <p>No test JVM can do this: each module has its own, and the first to end would take the servers from the others.
 */
final class Supervisor {
    private Supervisor() {}

    /** Arguments: the repository, the directory for files, and the process id and beginning of the build. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments[0]);
        Path directory = Path.of(arguments[1]);
        Build build = new Build(Long.parseLong(arguments[2]), Instant.parse(arguments[3]));
        Leftovers.clear(directory);
        ServerSet servers = Engine.answers() ? new ServerContainers(root) : new ServerProcesses(root, directory);
        endOnce(servers, directory);
        ServerSet.Started started = servers.start();
        ProcessHandle self = ProcessHandle.current();
        new ServerAddresses(
                        self.pid(),
                        self.info().startInstant().orElse(Instant.EPOCH),
                        started.postgres(),
                        started.postgresPassword(),
                        started.kafka(),
                        started.kafkaProcess(),
                        started.redis(),
                        started.keycloak())
                .write(directory);
        build.process().ifPresent(process -> process.onExit().join());
        System.exit(0);
    }

    /** Whatever ends the supervisor, short of a kill, ends the servers. */
    private static void endOnce(ServerSet servers, Path directory) {
        AtomicBoolean ended = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            if (ended.compareAndSet(false, true)) {
                servers.stop();
                Leftovers.delete(directory.resolve("data"));
            }
        }));
    }
}
