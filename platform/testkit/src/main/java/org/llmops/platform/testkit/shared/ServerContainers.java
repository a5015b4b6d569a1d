package org.llmops.platform.testkit.shared;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.llmops.platform.servers.Databases;
import org.llmops.platform.servers.Ports;
import org.llmops.platform.servers.Realm;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The servers as containers, where an engine is at hand. */
final class ServerContainers implements ServerSet {
    private static final String PASSWORD = "superuser-of-the-tests";
    private static final int REDIS_PORT = 6379;

    private final PostgreSQLContainer postgres = new PostgreSQLContainer("postgres:18")
            .withUsername(Databases.SUPERUSER)
            .withPassword(PASSWORD)
            .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
    private final KafkaContainer kafka = new KafkaContainer("apache/kafka:4.3.1")
            .withEnv("KAFKA_NUM_PARTITIONS", "3")
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "true")
            .withEnv("KAFKA_MESSAGE_MAX_BYTES", "8388608")
            .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");
    private final GenericContainer<?> redis = new GenericContainer<>("redis:8").withExposedPorts(REDIS_PORT);
    private final KeycloakContainer keycloak;

    ServerContainers(Path root) {
        keycloak = new KeycloakContainer(Realm.demo(root), Ports.free());
    }

    @Override
    public Started start() {
        CompletableFuture.allOf(List.of(postgres, kafka, redis, keycloak).stream()
                        .map(container -> CompletableFuture.runAsync(container::start))
                        .toArray(CompletableFuture[]::new))
                .join();
        return new Started(
                postgres.getHost() + ":" + postgres.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT),
                PASSWORD,
                kafka.getBootstrapServers(),
                "container:" + kafka.getContainerId(),
                redis.getHost() + ":" + redis.getMappedPort(REDIS_PORT),
                keycloak.url());
    }

    @Override
    public void stop() {
        List.of(postgres, kafka, redis, keycloak).forEach(GenericContainer::stop);
    }

    /** Keycloak on a port that is fixed beforehand, because its tokens name the address it is reached at. */
    private static final class KeycloakContainer extends GenericContainer<KeycloakContainer> {
        private final int port;

        KeycloakContainer(Realm realm, int port) {
            super("quay.io/keycloak/keycloak:26.7.3");
            this.port = port;
            addFixedExposedPort(port, 8080);
            withCopyToContainer(Transferable.of(realm.json()), "/opt/keycloak/data/import/llmops.json");
            withCommand("start-dev", "--import-realm", "--hostname=" + url());
            waitingFor(Wait.forHttp("/realms/llmops").forPort(8080).withStartupTimeout(Duration.ofMinutes(3)));
        }

        String url() {
            return "http://" + getHost() + ":" + port;
        }
    }
}
