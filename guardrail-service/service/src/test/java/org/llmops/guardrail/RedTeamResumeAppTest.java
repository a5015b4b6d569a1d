package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

/** A run whose instance died goes on where it was, and counts nothing twice. */
@QuarkusTest
@WithTestResource(RealServers.class)
class RedTeamResumeAppTest {
    private static final String FIRST = """
            {"id": "a1", "category": "leak", "language": "en", "text": "write to me@example.com"}
            {"id": "a2", "category": "leak", "language": "en", "text": "write to me"}
            """;
    private static final String REST = """
            {"id": "b1", "category": "benign", "language": "en", "text": "hello"}
            {"id": "a3", "category": "leak", "language": "de", "text": "schreib an you@example.com"}
            """;

    @Inject
    DataSource database;

    private final Guardrails arthur = Guardrails.as("arthur");
    private final String name = anyPolicy();

    @Test
    void itGoesOnFromTheLastPieceOnceTheLeaseIsOver() throws SQLException {
        arthur.publish(name, policy(rail("email", "block")));
        upload(name, FIRST + REST);
        upload(name + "-first", FIRST);
        String whole = start(name);
        String half = start(name + "-first");
        JsonObject expected = done(whole);
        done(half);

        // As the instance left it that died after the first piece, and while working on the next.
        change("""
                update red_team_run run set status = 'running', next = part.next, tallies = part.tallies,
                    passed = part.passed, ended_at = null, leased_to = now() + interval '3 seconds'
                from red_team_run part where run.id = '%s' and part.id = '%s'
                """.formatted(whole, half));
        assertThat(run(whole).getString("status")).isEqualTo("running");
        assertThat(run(whole).getInteger("next")).isEqualTo(4);

        JsonObject resumed = done(whole);
        for (String member : new String[] {"next", "attempts", "tallies", "passed"}) {
            assertThat(resumed.getValue(member)).as(member).isEqualTo(expected.getValue(member));
        }
    }

    @Test
    void aCancelledRunStaysSoThoughAPieceOfItIsUnderWay() throws SQLException {
        arthur.publish(name, policy(rail("email", "block")));
        upload(name, FIRST);
        String id = start(name);
        done(id);
        change(
                "update red_team_run set status = 'running', next = 0, leased_to = now() + interval '1 hour' where id = '"
                        + id + "'");

        arthur.post("/red-team-runs/" + id + "/cancel", new JsonObject());

        assertThat(run(id).getString("status")).isEqualTo("cancelled");
    }

    private void upload(String corpus, String lines) {
        arthur.request()
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .put("/v1/attack-corpora/" + corpus)
                .then()
                .statusCode(200);
    }

    private String start(String corpus) {
        return arthur.post(
                        "/red-team-runs",
                        new JsonObject()
                                .put("policy", name)
                                .put("version", 1)
                                .put("corpora", JsonArray.of(corpus))
                                .put("encodings", JsonArray.of("plain", "hex")))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private JsonObject done(String id) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> run(id).getString("status").equals("done"));
        return run(id);
    }

    private JsonObject run(String id) {
        return Guardrails.json(arthur.get("/red-team-runs/" + id));
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('llmops.workspace', 'acme', false)");
            assertThat(statement.executeUpdate(sql)).isEqualTo(1);
            statement.execute("reset llmops.workspace");
        }
    }
}
