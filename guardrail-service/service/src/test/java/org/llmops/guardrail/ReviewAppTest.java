package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;

/** People look at findings, and what they say has consequences. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ReviewAppTest {
    @Inject
    DataSource database;

    private final Guardrails alice = Guardrails.as("alice");
    private final Guardrails arthur = Guardrails.as("arthur");
    private final Guardrails ava = Guardrails.as("ava");
    private final String call = UUID.randomUUID().toString();

    @BeforeEach
    @AfterEach
    void nothingIsKept() {
        alice.put("/recording", new JsonObject().put("content", false)).statusCode(200);
        alice.put("/rules/precision-floor", new JsonObject().put("floor", 0).put("min_labels", 5))
                .statusCode(200);
        alice.delete("/enforced-policy");
    }

    @Test
    void whatAsksForReviewIsQueuedClaimedByOneAndLabelled() {
        String policy = alice.inForce(rail("email", "human_review"));
        screen("me@example.com");
        String item = queued(policy, 1).getFirst();

        arthur.post("/reviews/" + item + "/claim", new JsonObject())
                .statusCode(200)
                .body("status", is("claimed"))
                .body("claimed_by", is("arthur"))
                .body("why", is("asked"));
        alice.post("/reviews/" + item + "/claim", new JsonObject())
                .statusCode(409)
                .body("type", containsString("REVIEW_TAKEN"));
        ava.post("/reviews/" + item + "/claim", new JsonObject()).statusCode(403);
        label(item, "true_positive")
                .statusCode(200)
                .body("status", is("labelled"))
                .body("labelled_by", is("arthur"));

        ava.get("/rules/precision?policy=" + policy)
                .then()
                .body("items[0].rule", is("email-human_review"))
                .body("items[0].true_positives", is(1))
                .body("items[0].precision", is(1.0f))
                .body("items[0].demoted", is(false));
        Guardrails.as("grace").get("/reviews?limit=200").then().body("items.id", not(hasItem(item)));
    }

    @Test
    void aRuleThatIsWrongTooOftenOnlyReportsUntilSomebodyPromotesIt() throws Exception {
        String policy = alice.inForce(rail("email", "block"));
        alice.put("/recording", new JsonObject().put("content", false).put("review_rate", 1))
                .statusCode(200);
        alice.put("/rules/precision-floor", new JsonObject().put("floor", 0.9).put("min_labels", 5))
                .statusCode(200);
        screen(IntStream.range(0, 6).mapToObj(i -> "a" + i + "@example.com").collect(Collectors.joining(" ")));
        List<String> items = queued(policy, 6);
        items.subList(0, 4).forEach(item -> label(item, "false_positive").statusCode(200));
        assertThat(verdict()).isEqualTo("block");

        label(items.get(4), "false_positive").statusCode(200);

        assertThat(verdict()).isEqualTo("allow");
        ava.get("/rules/demoted")
                .then()
                .body("items[0].policy", is(policy))
                .body("items[0].rule", is("email-block"))
                .body("items[0].demoted_by", is("guardrail-service"))
                .body("items[0].why", containsString("Of 5 labelled findings 0 were right"));
        assertThat(audited("policy.rule.demote", "policies/" + policy + "/versions/1/rules/email-block"))
                .isEqualTo("guardrail-service");
        try (KafkaEvents events = KafkaEvents.of("llmops.guardrails.v1")) {
            GuardrailEvent told = GuardrailEvent.parseFrom(
                    events.await(event -> event.subject().equals(policy)
                                    && event.type().equals("llmops.guardrail.v1.RuleModeChanged"))
                            .payload());
            assertThat(told.getRuleModeChanged().getShadow()).isTrue();
        }
        String promote = "/policies/" + policy + "/versions/1/rules/email-block/promote";
        arthur.post(promote, new JsonObject().put("why", "the labels were wrong"))
                .statusCode(204);
        assertThat(verdict()).isEqualTo("block");
        arthur.post(promote, new JsonObject().put("why", "again")).statusCode(404);
    }

    @Test
    void anyFindingCanBePickedForReviewOnce() {
        alice.inForce(rail("email", "allow"));
        screen("me@example.com");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> ava.get("/findings?call_id=" + call)
                                .<List<?>>path("items")
                                .size()
                        == 1);
        String finding = ava.get("/findings?call_id=" + call).path("items[0].id");

        String first = arthur.post("/findings/" + finding + "/review", new JsonObject())
                .statusCode(201)
                .body("why", is("picked"))
                .extract()
                .path("id");

        arthur.post("/findings/" + finding + "/review", new JsonObject()).body("id", is(first));
        arthur.post("/findings/" + UUID.randomUUID() + "/review", new JsonObject())
                .statusCode(404);
    }

    private String audited(String action, String resource) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('llmops.workspace', 'acme', false)");
            try (ResultSet row = statement.executeQuery(
                    "select actor from audit_log where action = '" + action + "' and resource = '" + resource + "'")) {
                assertThat(row.next()).isTrue();
                String actor = row.getString(1);
                assertThat(row.next()).isFalse();
                statement.execute("reset llmops.workspace");
                return actor;
            }
        }
    }

    @Test
    void whatIsAskedForMustExist() {
        ava.get("/reviews?status=lost")
                .then()
                .statusCode(400)
                .body("errors.field", contains("status"))
                .body("errors[0].detail", is("One of open, claimed, labelled"));
        Guardrails.as("grace").get("/rules/precision-floor").then().statusCode(404);
        alice.put("/rules/precision-floor", new JsonObject().put("floor", 0.2).put("min_labels", 50));
        ava.get("/rules/precision-floor").then().statusCode(200).body("min_labels", is(50));
    }

    private io.restassured.response.ValidatableResponse label(String item, String label) {
        return arthur.put(
                "/reviews/" + item + "/label",
                new JsonObject().put("label", label).put("reason", "looked"));
    }

    private void screen(String text) {
        ava.screen(texts("input", text).put("call_id", call)).then().statusCode(200);
    }

    private String verdict() {
        return ava.screen(texts("input", "me@example.com")).path("verdict");
    }

    private List<String> queued(String policy, int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> items(policy).size() == count);
        return items(policy);
    }

    private List<String> items(String policy) {
        return ava.get("/reviews?limit=200&status=open").path("items.findAll { it.policy == '" + policy + "' }.id");
    }
}
