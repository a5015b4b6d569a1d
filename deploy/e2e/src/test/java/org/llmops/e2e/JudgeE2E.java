package org.llmops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.openai.errors.BadRequestException;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A model judges texts for the guardrails, asked through the router like anybody's; the simulator says what a text tells it to. */
@ExtendWith(RunningSuite.class)
class JudgeE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EMAIL = "ada.judge@example.org";
    private static final String GUILTY = "\\n!say {\\\"score\\\": 0.9, \\\"reason\\\": \\\"It names the project\\\"}";
    private static final String INNOCENT = "\\n!say {\\\"score\\\": 0.1, \\\"reason\\\": \\\"It names none\\\"}";

    private final String name = "judge-" + UUID.randomUUID();
    private int version = 1;

    /** The other workspace, in which nobody else asks judges. */
    @BeforeAll
    static void setUpGlobex(Suite suite) {
        suite.as("grace", "ROUTER")
                .body("""
                        {"name": "judges", "dialect": "openai", "base_url": "%s/v1", "credential": "any",
                         "models": [{"id": "sim-small", "context_window": 16384, "max_output_tokens": 4096}]}
                        """.formatted(suite.url("SIMULATOR")))
                .post("/admin/v1/providers")
                .then()
                .statusCode(201);
    }

    @Test
    void aCallIsBlockedOrPassesAsTheJudgeSaysAndTheQuestionIsRecordedAndBilled(Suite suite) {
        register(suite, "alice", "simulator/sim-small", 10_000);
        publish(suite, "alice", "closed");
        String app = "judged-" + UUID.randomUUID();
        attach(suite, app);
        String question = "Tell " + EMAIL + " of Falcon " + UUID.randomUUID();

        try (Client client = new Client(suite, key(suite, app))) {
            assertThat(client.complete("simulator/sim-small", unquoted(question + INNOCENT))
                            .text())
                    .contains("0.1");
            assertThatThrownBy(() -> client.complete("simulator/sim-small", unquoted(question + GUILTY)))
                    .isInstanceOf(BadRequestException.class)
                    .hasMessageContaining("policy");
        }
        theQuestionsAreRecordedWithoutTheTextAndBilled(suite);
    }

    private static void theQuestionsAreRecordedWithoutTheTextAndBilled(Suite suite) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> suite.as("ava", "EVAL")
                        .get("/v1/calls?app=guardrail-service")
                        .then()
                        .statusCode(200)
                        .body("items.findAll { it.status == 'ok' }.model", hasItem("sim-small")));
        JsonPath asked = suite.as("ava", "EVAL")
                .get("/v1/calls?app=guardrail-service&model=sim-small&status=ok")
                .jsonPath();
        String id = asked.getString("items[0].call_id");
        suite.as("ava", "EVAL")
                .get("/v1/calls/" + id)
                .then()
                .statusCode(200)
                .body("app", is("guardrail-service"))
                .body("guardrails.input", nullValue())
                .body(not(containsString(EMAIL)))
                .body(not(containsString("Falcon")));
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        suite.as("ava", "COST").get("/v1/ledger/" + id).then().statusCode(200));
        JsonPath entry = suite.as("ava", "COST").get("/v1/ledger/" + id).jsonPath();
        assertThat(new BigDecimal(entry.getString("cost_usd"))).isPositive();
        await().atMost(PATIENCE)
                .untilAsserted(() -> suite.as("ava", "COST")
                        .get("/v1/spend?group_by=app")
                        .then()
                        .body("rows.app", hasItem("guardrail-service")));
    }

    @Test
    void aJudgeConfirmsAFindingOrDropsIt(Suite suite) {
        register(suite, "alice", "simulator/sim-small", 10_000);
        suite.as("alice", "GUARDRAIL")
                .body("""
                        {"rails": [
                          {"id": "words", "detector": "banned_words", "parameters": {"words": ["falcon"]},
                           "directions": ["input"], "action": "block", "ask_judge": {"rail": "judge", "low": 0, "high": 1}},
                          {"id": "judge", "detector": "custom", "parameters": {"name": "%s"}, "directions": ["input"],
                           "action": "flag", "min_score": 0.5}]}
                        """.formatted(name))
                .post("/v1/policies/" + name + "/versions")
                .then()
                .statusCode(201);

        screen(suite, "alice", "A falcon" + GUILTY).body("verdict", is("block")).body("unscanned", hasSize(0));
        screen(suite, "alice", "A falcon" + INNOCENT)
                .body("verdict", is("allow"))
                .body("findings", hasSize(0));
        // What is no verdict dismisses nothing.
        screen(suite, "alice", "A falcon").body("verdict", is("block")).body("unscanned.rule_id", hasItem("judge"));
    }

    @Test
    void aJudgeThatIsLateOrRefusesOrTalksNonsenseHasNotJudgedAndTheFailModeDecides(Suite suite) {
        for (String model :
                List.of("simulator/sim-slow", "simulator/sim-error", "simulator/sim-small", "no/such-model")) {
            register(suite, "alice", model, model.endsWith("slow") ? 300 : 5_000);
            publish(suite, "alice", "closed");
            JsonPath closed = screen(suite, "alice", "Falcon").extract().jsonPath();
            publish(suite, "alice", "open");
            JsonPath open = screen(suite, "alice", "Falcon").extract().jsonPath();

            assertThat(closed.getString("verdict")).as(model).isEqualTo("block");
            assertThat(closed.getString("unscanned[0].rule_id")).as(model).isEqualTo("judge");
            assertThat(open.getString("verdict")).as(model).isEqualTo("allow");
            assertThat(open.getString("unscanned[0].rule_id")).as(model).isEqualTo("judge");
        }
    }

    /** In all instances, for the cost-service leases it out. */
    @Test
    void judgesSpendNoMoreThanTheBudgetOfTheirApplication(Suite suite) {
        register(suite, "grace", "judges/sim-small", 10_000);
        publish(suite, "grace", "closed");
        String budget = suite.as("grace", "COST")
                .body("""
                        {"name": "Judges", "period": "day", "unit": "requests", "limit": 3, "app": "guardrail-service"}
                        """)
                .post("/v1/budgets")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        await().atMost(PATIENCE)
                .untilAsserted(() -> screen(suite, "grace", "Falcon" + INNOCENT)
                        .body("verdict", is("block"))
                        .body("unscanned[0].rule_id", is("judge")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> suite.as("grace", "EVAL")
                        .get("/v1/calls?app=guardrail-service&status=refused")
                        .then()
                        .statusCode(200)
                        .body("items.error_code", hasItem("insufficient_quota")));

        suite.as("grace", "COST").delete("/v1/budgets/" + budget).then().statusCode(204);
        await().atMost(PATIENCE)
                .untilAsserted(() -> screen(suite, "grace", "Falcon" + INNOCENT).body("verdict", is("allow")));
    }

    private void register(Suite suite, String user, String model, int timeoutMs) {
        suite.as(user, "GUARDRAIL")
                .body("""
                        {"kind": "judge", "rubric": "The text names the secret project Falcon.", "model": "%s",
                         "entities": ["SECRET_PROJECT"], "timeout_ms": %d}
                        """.formatted(model, timeoutMs))
                .put("/v1/detectors/custom/" + name)
                .then()
                .statusCode(200);
    }

    private void publish(Suite suite, String user, String failMode) {
        version = suite.as(user, "GUARDRAIL")
                .body("""
                        {"deadline_ms": 20000, "rails": [{"id": "judge", "detector": "custom", "parameters": {"name": "%s"},
                          "directions": ["input"], "action": "block", "min_score": 0.5,
                          "on_failure": {"input": "%s", "output": "%2$s"}}]}
                        """.formatted(name, failMode))
                .post("/v1/policies/" + name + "/versions")
                .then()
                .statusCode(201)
                .extract()
                .path("version");
    }

    private void attach(Suite suite, String app) {
        suite.as("alice", "GUARDRAIL")
                .body("{\"to\": \"enforce\", \"why\": \"To try it\"}")
                .post("/v1/policies/" + name + "/versions/1/moves")
                .then()
                .statusCode(201);
        suite.as("alice", "GUARDRAIL")
                .body("{\"policy\": \"%s\"}".formatted(name))
                .put("/v1/attachments/app/" + app)
                .then()
                .statusCode(200);
    }

    private static String key(Suite suite, String app) {
        return suite.as("alice", "ROUTER")
                .body("{\"app\": \"%s\"}".formatted(app))
                .post("/admin/v1/keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    /** With the version that was published last, wherever it applies. */
    private ValidatableResponse screen(Suite suite, String user, String text) {
        return suite.as(user, "GUARDRAIL")
                .body("""
                        {"direction": "input", "segments": [{"text": "%s"}], "policy": {"name": "%s", "version": %d}}
                        """.formatted(text, name, version))
                .post("/v1/screen")
                .then()
                .statusCode(200);
    }

    private static String unquoted(String json) {
        return json.replace("\\n", "\n").replace("\\\"", "\"");
    }
}
