package org.llmops.local.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.llmops.platform.servers.Server;
import org.llmops.platform.servers.ServerFailure;

/**
 * What the JDK remembers of a program's start (JEP 483, 514 and 515), which halves the next one. A cache fits one build of a
 * program on one JDK; its name says which.
 */
final class StartupCaches {
    private static final String ENDING = ".aot";

    private final Path directory;

    StartupCaches(Path directory) {
        this.directory = directory;
    }

    static boolean isPossibleFor(Server server) {
        return !server.code().isEmpty();
    }

    /** The cache that fits the program as it is now, if it has been trained. */
    Optional<Path> find(Server server) {
        return Optional.of(file(server)).filter(Files::exists);
    }

    /** Where a training writes; not seen by others until it is complete. */
    Path unfinished(Server server) {
        return directory.resolve(server.name() + ".training");
    }

    /** Puts a trained cache in place of those of earlier builds. Nothing happens if the training wrote none. */
    void keep(Server server) {
        Path trained = unfinished(server);
        if (!Files.exists(trained)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> earlier = files.filter(
                            file -> file.getFileName().toString().startsWith(server.name() + "@"))
                    .toList();
            for (Path file : earlier) {
                Files.delete(file);
            }
            Files.move(trained, file(server), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ServerFailure("The start-up cache of " + server.name() + " cannot be kept: " + e.getMessage(), e);
        }
    }

    /** Deletes what trainings that were ended have left. */
    void discardUnfinished() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file :
                    files.filter(file -> !file.toString().endsWith(ENDING)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private Path file(Server server) {
        return directory.resolve(server.name() + "@" + fingerprint(server) + ENDING);
    }

    private static String fingerprint(Server server) {
        int hash = Runtime.version().hashCode();
        for (Path file : server.code()) {
            try {
                hash = 31 * hash + file.hashCode();
                hash = 31 * hash + Files.getLastModifiedTime(file).hashCode();
                hash = 31 * hash + Long.hashCode(Files.size(file));
            } catch (IOException e) {
                return "unbuilt";
            }
        }
        return Integer.toHexString(hash);
    }
}
