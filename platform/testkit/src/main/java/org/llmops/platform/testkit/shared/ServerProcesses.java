package org.llmops.platform.testkit.shared;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.llmops.platform.servers.Child;
import org.llmops.platform.servers.Kafka;
import org.llmops.platform.servers.Keycloak;
import org.llmops.platform.servers.Ports;
import org.llmops.platform.servers.Postgres;
import org.llmops.platform.servers.Programs;
import org.llmops.platform.servers.Realm;
import org.llmops.platform.servers.Redis;
import org.llmops.platform.servers.Server;
import org.llmops.platform.servers.ServerFailure;

/** The servers as local processes, on ports that were free. */
final class ServerProcesses implements ServerSet {
    private static final String PASSWORD = "superuser-of-the-tests";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path directory;
    private final Postgres postgres;
    private final Kafka kafka;
    private final Redis redis;
    private final Keycloak keycloak;
    private final KeycloakTemplate template;
    private final Map<Server, Child> children = new ConcurrentHashMap<>();

    ServerProcesses(Path root, Path directory) {
        this.directory = directory;
        Programs programs = Programs.of(root);
        Realm realm = Realm.demo(root);
        postgres = new Postgres(programs, Ports.free(), PASSWORD, false);
        kafka = new Kafka(programs, Ports.free(), Ports.free());
        redis = new Redis(programs, Ports.free());
        keycloak = new Keycloak(programs, Ports.free(), realm);
        template = KeycloakTemplate.of(root, realm);
    }

    @Override
    public Started start() {
        try {
            template.copyTo(data(keycloak));
        } catch (IOException e) {
            throw new ServerFailure("Keycloak's data cannot be prepared: " + e.getMessage(), e);
        }
        CompletableFuture.allOf(servers()
                        .map(server -> CompletableFuture.runAsync(() -> start(server)))
                        .toArray(CompletableFuture[]::new))
                .join();
        return new Started(
                "127.0.0.1:" + postgres.port(),
                PASSWORD,
                "127.0.0.1:" + kafka.port(),
                "pid:" + Objects.requireNonNull(children.get(kafka)).pid(),
                "127.0.0.1:" + redis.port(),
                keycloak.url());
    }

    private void start(Server server) {
        Child child = Child.start(server, data(server), directory.resolve(server.name() + ".log"));
        children.put(server, child);
        Leftovers.remember(directory, child);
        child.awaitReady(server, PATIENCE);
    }

    /** Only Keycloak's data may be of use later; the rest is thrown away, so it need not end in good order. */
    @Override
    public void stop() {
        List.of(kafka, redis).forEach(server -> end(server, "KILL"));
        end(postgres, postgres.stopSignal());
        end(keycloak, template.exists() ? "KILL" : keycloak.stopSignal());
        template.keep(data(keycloak));
    }

    private void end(Server server, String signal) {
        Child child = children.get(server);
        if (child != null) {
            child.stop(signal, Duration.ofSeconds(20));
        }
    }

    private Stream<Server> servers() {
        return Stream.of(postgres, kafka, redis, keycloak);
    }

    private Path data(Server server) {
        return directory.resolve("data").resolve(server.name());
    }
}
