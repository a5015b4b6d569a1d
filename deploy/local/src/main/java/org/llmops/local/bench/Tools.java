package org.llmops.local.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.llmops.platform.servers.ServerFailure;

/**
 * The programs of others that a measurement needs. What the machine has is used; what it lacks is unpacked beside the stack
 * and never installed.
 */
final class Tools {
    private static final long PATIENCE_MINUTES = 5;

    private final Path home;

    Tools(Path home) {
        this.home = home;
    }

    /** A program from the PATH, or else from a Debian package. */
    Optional<Path> debian(String program, String... packages) {
        Optional<Path> installed = onPath(program);
        if (installed.isPresent()) {
            return installed;
        }
        Path root = home.resolve("debian");
        if (unpacked(root, program).isEmpty() && onPath("apt-get").isPresent()) {
            for (String name : packages) {
                unpack(root, name);
            }
        }
        return unpacked(root, program);
    }

    /** Where the libraries of unpacked programs lie. */
    String libraries() {
        Path root = home.resolve("debian/usr/lib");
        try (Stream<Path> folders = Files.isDirectory(root) ? Files.list(root) : Stream.empty()) {
            return folders.filter(Files::isDirectory)
                    .map(Path::toString)
                    .reduce((one, other) -> one + ":" + other)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** The folder of an npm package with all that it needs; empty where there is no npm, or it cannot be had. */
    Optional<Path> npm(String name, String version) {
        Path folder = home.resolve("npm");
        Path installed = folder.resolve("node_modules").resolve(name);
        if (!Files.isDirectory(installed) && onPath("npm").isPresent()) {
            run(
                    folder,
                    "npm",
                    "install",
                    "--no-audit",
                    "--no-fund",
                    "--prefix",
                    folder.toString(),
                    name + "@" + version);
        }
        return Optional.of(installed).filter(Files::isDirectory);
    }

    static Optional<Path> onPath(String program) {
        return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private void unpack(Path root, String name) {
        Path downloads = home.resolve("download");
        run(downloads, "apt-get", "download", name);
        try (Stream<Path> files = Files.list(downloads)) {
            files.filter(file -> file.getFileName().toString().startsWith(name + "_"))
                    .forEach(file -> run(downloads, "dpkg-deb", "-x", file.toString(), root.toString()));
        } catch (IOException e) {
            throw new ServerFailure("Cannot read " + downloads + ": " + e.getMessage(), e);
        }
    }

    private static Optional<Path> unpacked(Path root, String program) {
        return Stream.of("usr/sbin", "usr/bin")
                .map(folder -> root.resolve(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** What fails leaves nothing usable behind, which is found out by who looks for it. */
    private void run(Path folder, String... command) {
        try {
            Files.createDirectories(folder);
            Process process = new ProcessBuilder(List.of(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("tools.log").toFile()))
                    .start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new ServerFailure("Cannot run " + command[0] + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted", e);
        }
    }
}
