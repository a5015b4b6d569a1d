package org.llmops.guardrail.enforcing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

/** A change made in another instance, of which this one sees only the database. */
@QuarkusTest
@WithTestResource(RealServers.class)
class OtherInstanceAppTest {
    @Inject
    DataSource database;

    @Test
    void holdsHereAfterOneCheck() throws SQLException {
        publish("other-instance", "redact");
        publish("other-instance", "block");
        as("alice")
                .body("{\"name\": \"other-instance\", \"version\": 1}")
                .put("/v1/enforced-policy")
                .then()
                .statusCode(200);
        assertThat(verdict()).isEqualTo("redact");

        change(
                "update policy_stage set version = 2 where workspace = ? and policy = 'other-instance' and stage = 'enforce'");
        await().atMost(Duration.ofSeconds(20)).until(() -> verdict().equals("block"));

        change("delete from policy_attachment where workspace = ? and place = 'workspace'");
        await().atMost(Duration.ofSeconds(20)).until(() -> verdict().equals("allow"));
    }

    private static void publish(String name, String action) {
        as("alice")
                .body("""
                        {"rails": [{"id": "a", "detector": "email", "directions": ["input"], "action": "%s"}]}
                        """.formatted(action))
                .post("/v1/policies/" + name + "/versions")
                .then()
                .statusCode(201);
    }

    private static String verdict() {
        return as("ava")
                .body("{\"direction\": \"input\", \"segments\": [{\"text\": \"me@example.com\"}]}")
                .post("/v1/screen")
                .then()
                .statusCode(200)
                .extract()
                .path("verdict");
    }

    private static io.restassured.specification.RequestSpecification as(String user) {
        return given().auth().oauth2(TestTokens.user(user)).contentType(ContentType.JSON);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement isolation = connection.createStatement();
                PreparedStatement change = connection.prepareStatement(sql)) {
            isolation.execute("select set_config('llmops.workspace', 'acme', false)");
            change.setString(1, "acme");
            assertThat(change.executeUpdate()).isEqualTo(1);
            isolation.execute("reset llmops.workspace");
        }
    }
}
