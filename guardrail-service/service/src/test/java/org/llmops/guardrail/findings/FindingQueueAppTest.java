package org.llmops.guardrail.findings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.vault.Aside;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

/** Findings on their way into the database: none is lost in silence, and none stays longer than it may. */
@QuarkusTest
@WithTestResource(RealServers.class)
class FindingQueueAppTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    FindingWriting writing;

    @Inject
    FindingRetention retention;

    @Inject
    Waiting waiting;

    @Inject
    Aside aside;

    @Inject
    DataSource database;

    private final String call = UUID.randomUUID().toString();

    @BeforeEach
    void emailIsRedacted() {
        String policy = "queue-" + UUID.randomUUID();
        JsonObject rail = new JsonObject()
                .put("id", "email")
                .put("detector", "email")
                .put("directions", JsonArray.of("input"))
                .put("action", "redact");
        as("alice")
                .body(new JsonObject().put("rails", JsonArray.of(rail)).encode())
                .post("/v1/policies/" + policy + "/versions")
                .then()
                .statusCode(201);
        as("alice")
                .body(new JsonObject().put("name", policy).put("version", 1).encode())
                .put("/v1/enforced-policy")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void nothingIsInForce() {
        as("alice").delete("/v1/enforced-policy");
        as("alice").body("{\"content\": false}").put("/v1/recording");
    }

    @Test
    void whatTheDatabaseDoesNotTakeIsTriedAgainAndWrittenOnce() throws SQLException {
        change("alter table finding rename to finding_away");
        try {
            screen("me@example.com");
            // Once together with others, then alone.
            await().atMost(SOON).until(() -> refused() >= 2);
        } finally {
            change("alter table finding_away rename to finding");
        }

        await().atMost(SOON).until(() -> found().size() == 1);
        await().atMost(SOON).until(() -> waiting.size() == 0);
        assertThat(found()).hasSize(1);
    }

    @Test
    void whatWaitsIsWrittenBeforeTheEnd() {
        for (int i = 0; i < 20; i++) {
            screen("me" + i + "@example.com");
        }

        writing.stop(new ShutdownEvent());

        assertThat(waiting.size()).isZero();
        assertThat(found()).hasSize(20);
    }

    @Test
    void whatCannotBeWrittenBeforeTheEndIsCounted() throws SQLException {
        change("alter table recording rename to recording_away");
        try {
            screen("me@example.com");
            screen("you@example.com");

            writing.stop(new ShutdownEvent());

            assertThat(counted("lost")).isGreaterThanOrEqualTo(2);
        } finally {
            change("alter table recording_away rename to recording");
        }
        await().atMost(SOON).until(() -> found().size() == 2);
    }

    @Test
    void findingsAndTextsGoWhenTheirTimeIsOver() throws SQLException {
        as("alice")
                .body("{\"content\": true, \"sample_rate\": 1, \"retention_days\": 1}")
                .put("/v1/recording")
                .then()
                .statusCode(200);
        screen("me@example.com");
        await().atMost(SOON).until(() -> found().size() == 1);
        String finding = (String) found().getFirst().get("id");
        assertThat(one("select expires_at - at from finding where id = '" + finding + "'"))
                .isEqualTo("1 day");
        assertThat(one("select sealed from screened_text where call_id = '" + call + "'"))
                .doesNotContain("example.com");

        now(retention.expire());
        assertThat(content(finding)).isEqualTo(200);
        change("update finding set expires_at = now() where call_id = '" + call + "'");
        change("update screened_text set expires_at = now() where call_id = '" + call + "'");
        now(retention.expire());

        assertThat(found()).isEmpty();
        assertThat(content(finding)).isEqualTo(404);
        assertThat(one("select count(*) from screened_text where call_id = '" + call + "'"))
                .isEqualTo("0");
    }

    private void screen(String text) {
        as("ava")
                .body(new JsonObject()
                        .put("direction", "input")
                        .put("call_id", call)
                        .put("segments", JsonArray.of(new JsonObject().put("text", text)))
                        .encode())
                .post("/v1/screen")
                .then()
                .statusCode(200);
    }

    private List<Map<String, Object>> found() {
        return as("ava").get("/v1/findings?limit=100&call_id=" + call).path("items");
    }

    private int content(String finding) {
        Response content = as("alice").get("/v1/findings/" + finding + "/content");
        return content.statusCode();
    }

    private double refused() {
        return counted("refused");
    }

    private static double counted(String outcome) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line ->
                        line.startsWith("llmops_guardrail_observations_total{") && line.contains("\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private void now(Uni<Void> work) {
        aside.run(work).await().atMost(SOON);
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('llmops.workspace', 'acme', false)");
            statement.execute(sql);
            statement.execute("reset llmops.workspace");
        }
    }

    private String one(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('llmops.workspace', 'acme', false)");
            try (ResultSet row = statement.executeQuery(sql)) {
                assertThat(row.next()).isTrue();
                String value = row.getString(1);
                statement.execute("reset llmops.workspace");
                return value;
            }
        }
    }

    private static io.restassured.specification.RequestSpecification as(String user) {
        return given().auth().oauth2(TestTokens.user(user)).contentType(ContentType.JSON);
    }
}
