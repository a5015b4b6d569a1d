package org.llmops.platform.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The server programs that the build of this module has fetched, in {@code platform/servers/target/dist}.
 *
 * <p>Two of them need one more step on this machine, which the first user takes while others wait: PostgreSQL is unpacked, and
 * Keycloak is built for its database.
 */
public final class Programs {
    private final Path dist;

    private Programs(Path dist) {
        this.dist = dist;
    }

    /** The programs of a checkout of this repository. */
    public static Programs of(Path repository) {
        Path dist = repository.resolve("platform/servers/target/dist");
        if (!Files.isDirectory(dist.resolve("keycloak"))) {
            throw new ServerFailure("The server programs are not in " + dist + ": build them with"
                    + " 'mvn -Dquick -DskipTests package -pl platform/servers'");
        }
        return new Programs(dist);
    }

    /** PostgreSQL's directory, with {@code bin/postgres}. */
    Path postgres() throws IOException {
        Path archive = only("postgres", ".txz");
        Path unpacked = archive.resolveSibling(
                "unpacked-" + Files.getLastModifiedTime(archive).toMillis());
        once(unpacked, () -> Files.exists(unpacked), () -> Archive.unpack(archive, unpacked));
        return unpacked;
    }

    /** The class path of the broker. */
    String kafka() {
        return dist.resolve("kafka") + "/*";
    }

    List<Path> kafkaJars() {
        try (Stream<Path> jars = Files.list(dist.resolve("kafka"))) {
            return jars.sorted().toList();
        } catch (IOException e) {
            throw new ServerFailure("Kafka is not in " + dist, e);
        }
    }

    Path redis() throws IOException {
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        Path binary = only("redis", (mac ? "darwin-" : "linux-") + (arm ? "arm64" : "amd64"));
        if (!Files.isExecutable(binary) && !binary.toFile().setExecutable(true)) {
            throw new ServerFailure(binary + " cannot be made executable");
        }
        return binary;
    }

    /** Keycloak's directory, built for a database in a file, which takes a quarter of a minute once and seconds off every start. */
    Path keycloak() throws IOException {
        Path home = only("keycloak", "");
        // Its build replaces this file; when the program is unpacked anew, the first one is back, and so is the need to
        // build.
        Path builds = home.resolve("lib/quarkus/generated-bytecode.jar");
        once(home.resolve("built"), () -> Files.exists(built(builds)), () -> {
            Child.run("Building Keycloak", Keycloak.build(home), home, dist.resolve("keycloak-build.log"));
            Files.createFile(built(builds));
        });
        return home;
    }

    private static Path built(Path file) throws IOException {
        return file.resolveSibling("built-" + Files.getLastModifiedTime(file).toMillis());
    }

    /** Makes everything ready that would otherwise be made at the first start. */
    public void prepare() {
        try {
            postgres();
            redis();
            keycloak();
        } catch (IOException e) {
            throw new ServerFailure("The server programs cannot be prepared: " + e.getMessage(), e);
        }
    }

    private Path only(String directory, String ending) throws IOException {
        try (Stream<Path> files = Files.list(dist.resolve(directory))) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .max(Comparator.naturalOrder())
                    .orElseThrow(() -> new ServerFailure("There is no " + directory + " for "
                            + System.getProperty("os.name") + " on " + System.getProperty("os.arch")));
        }
    }

    /** Takes a step once for all processes of this machine; a step that fails halfway is taken again. */
    private static synchronized void once(Path of, Condition done, Step step) throws IOException {
        if (done.holds()) {
            return;
        }
        Path lock = of.resolveSibling(of.getFileName() + ".lock");
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            if (!done.holds()) {
                step.take();
            }
        }
    }

    /** Whether a step was taken, to its end. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    /** Work that makes its condition hold when it is complete, and no earlier. */
    private interface Step {
        void take() throws IOException;
    }
}
