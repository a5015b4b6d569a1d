package org.llmops.platform.testkit.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.llmops.platform.servers.Child;
import org.llmops.platform.servers.ServerFailure;

/** What earlier builds left behind because their supervisor was killed: processes, and the files of all that have ended. */
final class Leftovers {
    private static final String FILE = "children";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Leftovers() {}

    static synchronized void remember(Path directory, Child child) {
        try {
            Files.writeString(
                    directory.resolve(FILE),
                    child.name() + " " + child.pid() + " " + child.started() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new ServerFailure("Cannot write to " + directory, e);
        }
    }

    /** Clears what belongs to builds that are over; builds beside ours are left alone. */
    static void clear(Path ours) throws IOException {
        List<Path> all;
        try (Stream<Path> directories = Files.list(ours.toAbsolutePath().getParent())) {
            all = directories.filter(Files::isDirectory).toList();
        }
        for (Path directory : all) {
            if (!directory.equals(ours)
                    && Build.named(directory.getFileName().toString()).process().isEmpty()
                    && ServerAddresses.read(directory)
                            .filter(SharedServers::isSupervised)
                            .isEmpty()) {
                end(directory);
                delete(directory);
            }
        }
    }

    private static void end(Path directory) throws IOException {
        if (!Files.exists(directory.resolve(FILE))) {
            return;
        }
        for (String line : Files.readAllLines(directory.resolve(FILE))) {
            String[] child = line.split(" ");
            Child.find(
                            child[0],
                            Long.parseLong(child[1]),
                            Instant.parse(child[2]),
                            directory.resolve(child[0] + ".log"))
                    .ifPresent(found -> found.stop("KILL", PATIENCE));
        }
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println(directory + " is not deleted: " + e);
        }
    }
}
