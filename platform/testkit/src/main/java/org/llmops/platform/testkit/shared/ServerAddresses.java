package org.llmops.platform.testkit.shared;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.llmops.platform.servers.ServerFailure;

/**
 * Where the servers of a build are, as their supervisor tells it in a file.
 *
 * @param postgres host and port
 * @param postgresPassword the superuser's
 * @param kafka host and port
 * @param kafkaProcess how Kafka is stopped and continued: {@code pid:…} or {@code container:…}
 * @param redis host and port
 * @param keycloak a URL
 */
public record ServerAddresses(
        long supervisor,
        Instant supervisorStarted,
        String postgres,
        String postgresPassword,
        String kafka,
        String kafkaProcess,
        String redis,
        String keycloak) {
    private static final String FILE = "servers.properties";

    static Optional<ServerAddresses> read(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties all = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            all.load(reader);
        } catch (IOException e) {
            throw new ServerFailure("Cannot read " + file, e);
        }
        return Optional.of(new ServerAddresses(
                Long.parseLong(all.getProperty("supervisor")),
                Instant.parse(all.getProperty("supervisor.started")),
                all.getProperty("postgres"),
                all.getProperty("postgres.password"),
                all.getProperty("kafka"),
                all.getProperty("kafka.process"),
                all.getProperty("redis"),
                all.getProperty("keycloak")));
    }

    /** Readers see the whole file or none. */
    void write(Path directory) throws IOException {
        Properties all = new Properties();
        all.setProperty("supervisor", Long.toString(supervisor));
        all.setProperty("supervisor.started", supervisorStarted.toString());
        all.setProperty("postgres", postgres);
        all.setProperty("postgres.password", postgresPassword);
        all.setProperty("kafka", kafka);
        all.setProperty("kafka.process", kafkaProcess);
        all.setProperty("redis", redis);
        all.setProperty("keycloak", keycloak);
        Path unfinished = directory.resolve(FILE + ".new");
        try (Writer writer = Files.newBufferedWriter(unfinished)) {
            all.store(writer, null);
        }
        Files.move(unfinished, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static void forget(Path directory) throws IOException {
        Files.deleteIfExists(directory.resolve(FILE));
    }
}
