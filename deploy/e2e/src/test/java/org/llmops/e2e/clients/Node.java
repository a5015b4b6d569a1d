package org.llmops.e2e.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs programs with Node, in a folder of the build into which npm installs what they need. */
final class Node {

    private static final Path PROGRAMS = Path.of("src/test/node");
    private static final Path FOLDER = Path.of("target/node");
    private static final int OLDEST = 20;

    private Node() {}

    static boolean isThere() {
        try {
            String version = output(new ProcessBuilder("node", "--version"), 1);
            return Integer.parseInt(version.strip().substring(1).split("\\.")[0]) >= OLDEST;
        } catch (UncheckedIOException notFound) {
            return false;
        }
    }

    /** Installs what the lock file names, unless that was done before. */
    static void install() {
        try {
            Path installed = FOLDER.resolve("node_modules/.package-lock.json");
            Path lock = FOLDER.resolve("package-lock.json");
            boolean same = Files.exists(installed) && Files.mismatch(PROGRAMS.resolve("package-lock.json"), lock) < 0;
            copyPrograms();
            if (!same) {
                output(new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund"), 5);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String run(String program, Place place) {
        ProcessBuilder command = new ProcessBuilder("node", program);
        command.environment().putAll(place.environment());
        return output(command, 2);
    }

    private static void copyPrograms() throws IOException {
        Files.createDirectories(FOLDER);
        try (Stream<Path> programs = Files.list(PROGRAMS)) {
            for (Path program : programs.filter(Files::isRegularFile).toList()) {
                Files.copy(program, FOLDER.resolve(program.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static String output(ProcessBuilder command, int minutes) {
        try {
            Path said = Files.createTempFile("node", ".out");
            command.directory(Files.exists(FOLDER) ? FOLDER.toFile() : null);
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            boolean ended = process.waitFor(minutes, TimeUnit.MINUTES);
            process.destroyForcibly();
            String output = Files.readString(said);
            Files.delete(said);
            if (!ended || process.exitValue() != 0) {
                throw new AssertionError(String.join(" ", List.copyOf(command.command())) + " failed:\n" + output);
            }
            return output;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
