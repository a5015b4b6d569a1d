package org.llmops.platform.servers;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Starts and stops the real servers. */
@Timeout(value = 180, unit = SECONDS)
class ServersAppTest {
    private static final Path REPOSITORY = Path.of("../..").toAbsolutePath().normalize();
    private static final Programs PROGRAMS = Programs.of(REPOSITORY);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    @Nullable
    Child child;

    @AfterEach
    void nothingIsLeftRunning() {
        if (child != null) {
            child.stop("KILL", PATIENCE);
        }
    }

    @Test
    void redisAnswersAndForgetsOnDemand() {
        Redis redis = new Redis(PROGRAMS, Ports.free());
        start(redis);
        Redis.clear("127.0.0.1", redis.port());
        stop(redis);
    }

    @Test
    void kafkaStartsAgainOnTheDataItHas() {
        Kafka kafka = new Kafka(PROGRAMS, Ports.free(), Ports.free());
        start(kafka);
        stop(kafka);
        start(kafka);
        stop(kafka);
    }

    @Test
    void aServiceHasItsOwnDatabaseAndNoPowerBeyondIt() throws Exception {
        Postgres postgres = new Postgres(PROGRAMS, Ports.free(), "super-secret", false);
        start(postgres);

        postgres.databases().ensure("cost-service", "first");
        postgres.databases().ensure("cost-service", "second");

        String url = "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/cost-service";
        assertThatThrownBy(() -> DriverManager.getConnection(url, "cost-service", "first"))
                .isInstanceOf(SQLException.class);
        try (var connection = DriverManager.getConnection(url, "cost-service", "second");
                var statement = connection.createStatement()) {
            statement.execute("create table mine (id int)");
            assertThatThrownBy(() -> statement.execute("create role another"))
                    .hasMessageContaining("permission denied");
        }
        postgres.databases().drop("cost-service");
        stop(postgres);
    }

    @Test
    void keycloakServesTheRealm() {
        Keycloak keycloak = new Keycloak(PROGRAMS, Ports.free(), Realm.demo(REPOSITORY));
        start(keycloak);
        stop(keycloak);
    }

    @Test
    void aServerThatEndsWhileStartingIsReportedWithItsLastWordsAndItsLog() {
        Server broken = new Server() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public int port() {
                return 1;
            }

            @Override
            public Command command(Path data) {
                return Command.of("sh", "-c", "echo no disk left; exit 3");
            }

            @Override
            public boolean isReady() {
                return false;
            }
        };
        child = Child.start(broken, directory.resolve("data"), log());
        assertThatThrownBy(() -> child.awaitReady(broken, PATIENCE))
                .hasMessage("broken ended while starting: no disk left; see " + log());
    }

    @Test
    void aProcessIsFoundAgainByItsIdAndItsBeginning() {
        Redis redis = new Redis(PROGRAMS, Ports.free());
        start(redis);
        assertThat(child).isNotNull();
        Child started = child;
        assertThat(Child.find("redis", started.pid(), started.started(), log())).contains(started);
        assertThat(Child.find("redis", started.pid(), started.started().minusSeconds(60), log()))
                .isEmpty();
        stop(redis);
        assertThat(Child.find("redis", started.pid(), started.started(), log())).isEmpty();
    }

    private void start(Server server) {
        child = Child.start(server, directory.resolve("data"), log());
        child.awaitReady(server, PATIENCE);
    }

    private void stop(Server server) {
        assertThat(child).isNotNull();
        assertThat(child.stop(server.stopSignal(), Duration.ofSeconds(30))).isTrue();
        assertThat(server.isReady()).isFalse();
    }

    private Path log() {
        return directory.resolve("log").resolve("server.log");
    }
}
