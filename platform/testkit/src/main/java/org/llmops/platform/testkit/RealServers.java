package org.llmops.platform.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.llmops.platform.servers.Databases;
import org.llmops.platform.servers.Redis;
import org.llmops.platform.testkit.shared.ServerAddresses;
import org.llmops.platform.testkit.shared.SharedServers;

/**
 * Gives a {@code @QuarkusTest} real PostgreSQL, Kafka, Redis and Keycloak: use it as
 * {@code @WithTestResource(RealServers.class)}.
 *
 * <p>The servers are those of the whole build; the application under test finds a fresh database, no topics and an empty
 * Redis. Modules that are tested at the same time take turns.
 */
public final class RealServers implements QuarkusTestResourceLifecycleManager {
    static final String DATABASE_PASSWORD = "local-database-secret";
    static final String SERVICE_SECRET = "local-service-secret";

    private @Nullable FileChannel turn;

    @Override
    public Map<String, String> start() {
        takeTurn();
        ServerAddresses servers = SharedServers.join();
        Addresses.publish(servers);
        String application = application();
        Databases databases = new Databases(servers.postgres(), servers.postgresPassword());
        databases.drop(application);
        databases.ensure(application, DATABASE_PASSWORD);
        Topics.deleteAll(servers.kafka());
        URI redis = URI.create("redis://" + servers.redis());
        Redis.clear(redis.getHost(), redis.getPort());

        Map<String, String> settings = new HashMap<>();
        settings.put("llmops.postgres.address", servers.postgres());
        settings.put("llmops.postgres.password", DATABASE_PASSWORD);
        settings.put("llmops.kafka.address", servers.kafka());
        settings.put("llmops.redis.address", servers.redis());
        settings.put("llmops.keycloak.url", servers.keycloak());
        settings.put("llmops.service.secret", SERVICE_SECRET);
        settings.put("quarkus.http.test-port", "0");
        return settings;
    }

    @Override
    public void stop() {
        try {
            if (turn != null) {
                turn.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The next module cannot have its turn", e);
        }
    }

    /** Kafka, for tests of what happens while it is away. */
    public static Interruptible kafka() {
        return Interruptible.of("kafka", Addresses.kafkaProcess());
    }

    /** The name of the application under test, which is also that of its database. */
    static String application() {
        Properties settings = new Properties();
        try (InputStream file =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("application.properties")) {
            if (file != null) {
                settings.load(file);
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read application.properties", e);
        }
        return settings.getProperty(
                "quarkus.application.name",
                Path.of("").toAbsolutePath().getFileName().toString());
    }

    private void takeTurn() {
        try {
            turn = FileChannel.open(SharedServers.turnLock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            turn.lock();
        } catch (OverlappingFileLockException e) {
            stop(); // this JVM has its turn already
        } catch (IOException e) {
            throw new IllegalStateException("Cannot wait for the other modules of this build", e);
        }
    }
}
