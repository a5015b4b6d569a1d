package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

/** Nothing comes into force without what its gates ask for, nor twice at once. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ReleaseGuardsAppTest {
    private final Guardrails alice = Guardrails.as("alice");
    private final Guardrails arthur = Guardrails.as("arthur");
    private final Guardrails ava = Guardrails.as("ava");
    private final String name = anyPolicy();

    @BeforeEach
    @AfterEach
    void nothingIsInForceOrGuarded() {
        alice.delete("/release-gates");
        alice.delete("/enforced-policy");
    }

    @Test
    void eachGateSaysWhatItMisses() {
        arthur.publish(name, policy(rail("email", "block")));

        gate(new JsonObject().put("suite", true));
        refused("suite", "no test suite");
        suite(expected("a", "hello", "block"));
        refused("suite", "was not held to suite 1");
        run(false);
        refused("suite", "Suite 1 is not passed");
        suite(expected("a", "me@example.com", "block"));
        refused("suite", "was not held to suite 2");
        run(true);

        JsonObject disagreement = new JsonObject()
                .put("max_newly_blocked", 0.5)
                .put("max_newly_allowed", 0.0)
                .put("min_texts", 2);
        gate(new JsonObject().put("disagreement", disagreement));
        refused("disagreement", "was not compared");
        compare("{\"text\": \"hello\"}");
        refused("disagreement", "at least 2 texts");
        compare("{\"text\": \"me@example.com\"}\n{\"text\": \"you@example.com\"}");
        refused("disagreement", "newly blocks 2");
        compare("{\"text\": \"me@example.com\"}\n{\"text\": \"hello\"}");

        gate(new JsonObject().put("approvals", new JsonObject().put("count", 1).put("role", "admin")));
        refused("approvals", "0 of 1 approvals by the role admin");
        Guardrails.as("arthur")
                .post("/policies/" + name + "/versions/1/approvals", new JsonObject())
                .statusCode(403);
        refused("approvals", "0 of 1");
        alice.post("/policies/" + name + "/versions/1/approvals", new JsonObject().put("note", "read it"))
                .statusCode(201);

        gate(new JsonObject().put("shadow_minutes", 1));
        refused("shadow_minutes", "not in shadow");
        move("shadow").statusCode(201);
        refused("shadow_minutes", "In shadow for 0 of 1 minutes");

        gate(new JsonObject()
                .put("suite", true)
                .put("disagreement", disagreement)
                .put("approvals", new JsonObject().put("count", 1).put("role", "admin")));
        arthur.enforce(name, 1).then().statusCode(200);
    }

    @Test
    void whoeverEnforcesOrRollsBackAtOnceOneVersionIsInForceAndTheHistoryIsWhole() throws Exception {
        arthur.publish(name, policy(rail("email", "redact")));
        arthur.publish(name, policy(rail("email", "block")));
        arthur.enforce(name, 1).then().statusCode(200);
        arthur.enforce(name, 2).then().statusCode(200);

        List<Callable<Integer>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            calls.add(() -> arthur.enforce(name, 1).statusCode());
            calls.add(() -> arthur.enforce(name, 2).statusCode());
            calls.add(() -> arthur.post("/policies/" + name + "/rollback", new JsonObject().put("why", "at once"))
                    .extract()
                    .statusCode());
        }
        List<Integer> answers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(12)) {
            for (Future<Integer> answer : clients.invokeAll(calls)) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).isSubsetOf(200, 201);
        List<String> stages = ava.get("/policies/" + name + "/release").path("versions.stage");
        assertThat(stages).containsExactlyInAnyOrder("enforce", "retired");
        List<Integer> moves = ava.get("/policies/" + name + "/moves?limit=200").path("items.move");
        List<String> to = ava.get("/policies/" + name + "/moves?limit=200").path("items.to_stage");
        for (int i = 0; i < moves.size(); i++) {
            assertThat(moves.get(i)).isEqualTo(moves.size() - i);
        }
        assertThat(to.stream().filter("enforce"::equals).count())
                .isEqualTo(to.stream().filter("retired"::equals).count() + 1);
        String verdict = ava.screen(Guardrails.texts("input", "me@example.com")).path("verdict");
        int enforced =
                ava.get("/policies/" + name + "/release").path("versions.find { it.stage == 'enforce' }.version");
        assertThat(verdict).isEqualTo(enforced == 1 ? "redact" : "block");
    }

    private void gate(JsonObject gates) {
        alice.put("/release-gates", gates).statusCode(200);
    }

    private void refused(String gate, String detail) {
        arthur.enforce(name, 1)
                .then()
                .statusCode(412)
                .body("type", is("urn:llmops:problem:GATES_UNMET"))
                .body("errors.field", contains("gates." + gate))
                .body("errors[0].detail", containsString(detail));
        move("enforce").statusCode(412).body("errors.field", contains("gates." + gate));
    }

    private io.restassured.response.ValidatableResponse move(String stage) {
        return arthur.post(
                "/policies/" + name + "/versions/1/moves",
                new JsonObject().put("to", stage).put("why", "because"));
    }

    private void suite(JsonObject expected) {
        arthur.post("/policies/" + name + "/suites", new JsonObject().put("cases", JsonArray.of(expected)))
                .statusCode(201);
    }

    private static JsonObject expected(String id, String text, String verdict) {
        return new JsonObject().put("id", id).put("text", text).put("verdict", verdict);
    }

    private void run(boolean passed) {
        arthur.post("/policies/" + name + "/versions/1/suite-runs", new JsonObject())
                .statusCode(201)
                .body("passed", is(passed));
    }

    private void compare(String lines) {
        arthur.compare(name, 1, lines).statusCode(201);
    }
}
