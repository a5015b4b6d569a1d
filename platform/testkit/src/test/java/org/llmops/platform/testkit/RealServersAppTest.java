package org.llmops.platform.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.servers.Redis;
import org.llmops.platform.servers.Waiting;

/** The servers of the tests are real, fresh for each module, and the same for all. */
class RealServersAppTest {
    private final RealServers servers = new RealServers();
    private Map<String, String> settings = Map.of();

    @BeforeEach
    void join() {
        settings = servers.start();
    }

    @AfterEach
    void leave() {
        servers.stop();
    }

    @Test
    void allModulesOfABuildShareTheServers() {
        servers.stop();
        assertThat(new RealServers().start()).isEqualTo(settings);
    }

    @Test
    void theDatabaseIsFreshAndItsUserIsNobodySpecial() throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("create table earlier (id int)");
            assertThatThrownBy(() -> statement.execute("create role another"))
                    .hasMessageContaining("permission denied");
        }
        servers.stop();
        servers.start();
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("select * from earlier")).hasMessageContaining("does not exist");
        }
    }

    @Test
    void eventsAreReadAsTheyWerePublishedAndAreGoneForTheNextModule() {
        KafkaEvents.publish("llmops.samples.v1", "acme", "first", "sample.Happened", "data".getBytes(UTF_8));
        try (KafkaEvents events = KafkaEvents.of("llmops.samples.v1")) {
            TestEvent event = events.await(candidate -> candidate.type().equals("sample.Happened"));
            assertThat(event.key()).isEqualTo("acme/first");
            assertThat(event.workspace()).isEqualTo("acme");
            assertThat(event.payload()).isEqualTo("data".getBytes(UTF_8));
        }
        servers.stop();
        servers.start();
        try (KafkaEvents events = KafkaEvents.of("llmops.samples.v1")) {
            assertThat(events.during(Duration.ofSeconds(2))).isEmpty();
        }
    }

    @Test
    void kafkaFallsSilentAndComesBack() {
        RealServers.kafka()
                .whileAway(() -> assertThat(Waiting.until(Duration.ofSeconds(1), this::kafkaAnswers))
                        .isFalse());
        assertThat(Waiting.until(Duration.ofSeconds(20), this::kafkaAnswers)).isTrue();
    }

    @Test
    void redisIsThere() {
        String[] address = settings.get("llmops.redis.address").split(":");
        Redis.clear(address[0], Integer.parseInt(address[1]));
    }

    @Test
    void tokensSayWhoMayDoWhatWhere() throws IOException {
        JsonNode olga = claims(TestTokens.user("olga"));
        assertThat(olga.get("aud").asText()).isEqualTo("llmops");
        assertThat(olga.get("iss").asText()).isEqualTo(settings.get("llmops.keycloak.url") + "/realms/llmops");
        assertThat(olga.get("preferred_username").asText()).isEqualTo("olga");
        assertThat(olga.get("workspaces"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder("/workspaces/acme", "/workspaces/globex");
        assertThat(roles(olga)).containsExactlyInAnyOrder("viewer", "editor", "admin");
        assertThat(roles(claims(TestTokens.user("arthur")))).containsExactlyInAnyOrder("viewer", "editor");
        assertThat(roles(claims(TestTokens.user("ava")))).containsExactly("viewer");
        assertThat(claims(TestTokens.user("grace")).get("workspaces"))
                .extracting(JsonNode::asText)
                .containsExactly("/workspaces/globex");

        JsonNode service = claims(TestTokens.service("router-service"));
        assertThat(roles(service)).containsExactly("service");
        assertThat(service.has("workspaces")).isFalse();
    }

    private static Iterable<String> roles(JsonNode claims) {
        return claims.get("realm_access")
                .get("roles")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    private static JsonNode claims(String token) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    private boolean kafkaAnswers() {
        String address = settings.get("llmops.kafka.address");
        return org.llmops.platform.servers.Kafka.answers(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
    }

    private Connection connect() throws SQLException {
        String name = RealServers.application();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + settings.get("llmops.postgres.address") + "/" + name,
                name,
                settings.get("llmops.postgres.password"));
    }
}
