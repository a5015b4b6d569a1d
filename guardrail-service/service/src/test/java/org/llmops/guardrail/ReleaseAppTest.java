package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.GuardrailEvent;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;

/** The way of versions into force and back, as people go it. */
@QuarkusTest
@WithTestResource(RealServers.class)
class ReleaseAppTest {
    private final Guardrails alice = Guardrails.as("alice");
    private final Guardrails arthur = Guardrails.as("arthur");
    private final Guardrails ava = Guardrails.as("ava");
    private final String name = anyPolicy();

    @BeforeEach
    @AfterEach
    void nothingIsInForceOrGuarded() {
        alice.delete("/release-gates");
        alice.delete("/enforced-policy");
        List<String> apps = alice.get("/attachments").path("items.findAll { it.place == 'app' }.name");
        apps.forEach(app -> alice.delete("/attachments/app/" + app));
    }

    @Test
    void aVersionGoesFromDraftOverShadowIntoForceAndIsRetiredByTheNext() {
        arthur.publish(name, policy(rail("email", "redact")));
        arthur.publish(name, policy(rail("email", "block")));

        move(1, "shadow").statusCode(201).body("from_stage", is("draft")).body("to_stage", is("shadow"));
        move(1, "enforce").statusCode(201).body("from_stage", is("shadow"));
        move(2, "enforce").statusCode(201);

        ava.get("/policies/" + name + "/release")
                .then()
                .body("versions.version", contains(2, 1))
                .body("versions.stage", contains("enforce", "retired"));
        ava.get("/policies/" + name + "/moves")
                .then()
                .body("items.version", contains(2, 1, 1, 1))
                .body("items.to_stage", contains("enforce", "retired", "enforce", "shadow"))
                .body("items[0].why", is("because"))
                .body("items[0].moved_by", is("arthur"))
                .body("items[0].moved_at", notNullValue());
        move(2, "draft").statusCode(409).body("type", containsString("MOVE_INVALID"));
    }

    @Test
    void oneCallPutsTheVersionBeforeBackIntoForceWhateverTheGatesSay() {
        arthur.publish(name, policy(rail("email", "redact")));
        arthur.publish(name, policy(rail("email", "block")));
        arthur.enforce(name, 1).then().statusCode(200);
        arthur.enforce(name, 2).then().statusCode(200);
        verdict("block");
        alice.put("/policies/" + name + "/gates", new JsonObject().put("suite", true))
                .statusCode(200);

        arthur.post("/policies/" + name + "/rollback", new JsonObject().put("why", "blocks everybody"))
                .statusCode(201)
                .body("version", is(1))
                .body("from_stage", is("retired"));

        verdict("redact");
        arthur.post("/policies/" + name + "/rollback", new JsonObject().put("why", "once more"))
                .statusCode(201)
                .body("version", is(2));
        String fresh = anyPolicy();
        arthur.publish(fresh, policy(rail("email", "redact")));
        arthur.post("/policies/" + fresh + "/rollback", new JsonObject().put("why", "never was"))
                .statusCode(409)
                .body("type", containsString("NOTHING_BEFORE"));
    }

    @Test
    void withoutWhatItsGatesAskForAVersionIsNotEnforcedAndToldWhatIsMissing() {
        arthur.publish(name, policy(rail("email", "redact")));
        alice.put(
                        "/release-gates",
                        new JsonObject()
                                .put("suite", true)
                                .put(
                                        "approvals",
                                        new JsonObject().put("count", 1).put("role", "admin"))
                                .put(
                                        "disagreement",
                                        new JsonObject()
                                                .put("max_newly_blocked", 0.0)
                                                .put("max_newly_allowed", 0.0)
                                                .put("min_texts", 1)))
                .statusCode(200)
                .body("set_by", is("alice"));

        arthur.enforce(name, 1)
                .then()
                .statusCode(412)
                .body("type", containsString("GATES_UNMET"))
                .body("errors.field", hasItems("gates.suite", "gates.approvals", "gates.disagreement"));

        suite(new JsonArray().add(expected("a", "me@example.com", "redact")).add(expected("b", "hello", "allow")));
        arthur.post("/policies/" + name + "/versions/1/suite-runs", new JsonObject())
                .statusCode(201)
                .body("passed", is(true));
        arthur.post("/policies/" + name + "/versions/1/approvals", new JsonObject())
                .statusCode(403)
                .body("type", containsString("APPROVAL_OWN"));
        alice.post("/policies/" + name + "/versions/1/approvals", new JsonObject().put("note", "read it"))
                .statusCode(201);
        arthur.compare(name, 1, "{\"call_id\": \"c1\", \"text\": \"hello\"}")
                .statusCode(201)
                .body("result.newly_blocked", is(0));

        ava.get("/policies/" + name + "/versions/1/gates")
                .then()
                .body("open", is(true))
                .body("gates", hasSize(3));
        arthur.enforce(name, 1).then().statusCode(200);
    }

    @Test
    void aSuiteSaysWhatWasMissedAndWhatWasAFalseAlarm() {
        arthur.publish(name, policy(rail("email", "block")));
        suite(new JsonArray()
                .add(expected("caught", "me@example.com", "block"))
                .add(expected("missed", "DE89 3704 0044 0532 0130 00", "block"))
                .add(expected("alarm", "write to help@example.com", "allow"))
                .add(expected("calm", "hello", "allow")));

        arthur.post("/policies/" + name + "/versions/1/suite-runs", new JsonObject())
                .statusCode(201)
                .body("passed", is(false))
                .body("result.recall", is(0.5f))
                .body("result.false_positive_rate", is(0.5f))
                .body("result.failures.id", contains("missed", "alarm"))
                .body("result.failures[1].rules", contains("email-block"));
        ava.get("/policies/" + name + "/versions/1/suite-runs").then().body("items[0].run_by", is("arthur"));
        ava.get("/policies/" + name + "/suites/1").then().body("cases", hasSize(4));
    }

    @Test
    void aComparisonNamesTheCallsThatWouldBeNewlyBlocked() {
        arthur.publish(name, policy(rail("email", "redact")));
        arthur.publish(name, policy(rail("email", "redact"), rail("iban", "block")));
        arthur.enforce(name, 1);

        arthur.compare(name, 2, """
                        {"call_id": "c1", "text": "hello"}
                        {"call_id": "c2", "text": "pay to DE89 3704 0044 0532 0130 00"}

                        {"call_id": "c3", "text": "me@example.com", "direction": "output"}
                        """)
                .statusCode(201)
                .body("against.version", is(1))
                .body("source", is("uploaded"))
                .body("result.texts", is(3))
                .body("result.newly_blocked", is(1))
                .body("result.newly_blocked_calls", contains("c2"))
                .body("result.changes", hasSize(1))
                .body("result.changes[0].line", is(2))
                .body("result.changes[0].before", is("allow"))
                .body("result.changes[0].added", contains("iban-block"));
        arthur.compare(name, 2, "{\"txt\": \"a\"}\nnonsense\nnull")
                .statusCode(422)
                .body("errors.field", contains("line 1", "line 2", "line 3"));
    }

    @Test
    void whoComparesWithoutSendingTextsComparesRecordedOnes() {
        arthur.publish(name, policy(rail("email", "redact")));

        arthur.request()
                .post("/v1/policies/" + name + "/versions/1/comparisons")
                .then()
                // What other tests recorded, or NOTHING_RECORDED.
                .statusCode(anyOf(is(201), is(409)));
    }

    @Test
    void policiesOfNarrowPlacesAddToThoseOfTheWorkspace() {
        String own = anyPolicy();
        arthur.publish(name, policy(rail("email", "redact")));
        arthur.publish(own, policy(rail("email", "allow"), rail("iban", "block")));
        arthur.enforce(name, 1);
        arthur.post("/policies/" + own + "/versions/1/moves", because("enforce"))
                .statusCode(201);
        arthur.put("/attachments/app/shop", new JsonObject().put("policy", own)).statusCode(200);

        JsonObject address = texts("input", "me@example.com");
        JsonObject account = texts("input", "DE89 3704 0044 0532 0130 00");
        assertVerdict(account, "allow");
        assertVerdict(account.copy().put("attributes", new JsonObject().put("app", "shop")), "block");
        assertVerdict(address.copy().put("attributes", new JsonObject().put("app", "shop")), "redact");
        ava.get("/applied-policies?app=shop").then().body("enforced.name", contains(own, name));
        ava.get("/applied-policies?app=other").then().body("enforced.name", contains(name));
        arthur.put("/attachments/planet/mars", new JsonObject().put("policy", own))
                .statusCode(400)
                .body("type", containsString("PLACE_INVALID"));
    }

    @Test
    void whatGatesGuardIsTakenAwayByAdministratorsOnly() {
        arthur.publish(name, policy(rail("email", "redact")));
        arthur.enforce(name, 1);
        alice.put("/release-gates", new JsonObject().put("suite", true));

        arthur.release().then().statusCode(403).body("type", containsString("PLACE_GUARDED"));
        alice.release().then().statusCode(204);
        arthur.put("/release-gates", new JsonObject()).statusCode(403);
    }

    @Test
    void aWorkspaceWithPoliciesElsewhereSaysThatTheNextCallMayBeScreened() {
        arthur.publish(name, policy(rail("email", "redact")));
        ava.screen(texts("input", "a")).then().body("guarded", is(false));

        arthur.post("/policies/" + name + "/versions/1/moves", because("shadow"));
        arthur.put("/attachments/app/elsewhere", new JsonObject().put("policy", name));

        ava.screen(texts("input", "a"))
                .then()
                .body("guarded", is(true))
                .body("policy", org.hamcrest.Matchers.nullValue());
    }

    @Test
    void movesAreTold() throws Exception {
        arthur.publish(name, policy(rail("email", "redact")));
        arthur.enforce(name, 1);

        try (KafkaEvents events = KafkaEvents.of("llmops.guardrails.v1")) {
            GuardrailEvent moved = GuardrailEvent.parseFrom(
                    events.await(event -> event.subject().equals(name)
                                    && event.type().equals("llmops.guardrail.v1.PolicyVersionMoved"))
                            .payload());
            assertThat(moved.getVersionMoved().getFromStage()).isEqualTo("draft");
            assertThat(moved.getVersionMoved().getToStage()).isEqualTo("enforce");
            assertThat(moved.getVersionMoved().getMovedBy()).isEqualTo("arthur");
        }
    }

    @Test
    void aTemplateBecomesAPolicyThatScreens() {
        List<String> names = ava.get("/policy-templates")
                .then()
                .statusCode(200)
                .body("items.name", hasItem("support_bot"))
                .extract()
                .path("items.name");
        assertThat(names).containsExactly("finance", "health", "internal_assistant", "minors", "support_bot");
        arthur.post("/policy-templates/nothing/instantiate", new JsonObject().put("policy", name))
                .statusCode(404)
                .body("type", containsString("TEMPLATE_UNKNOWN"));
        arthur.post(
                        "/policy-templates/minors/instantiate",
                        new JsonObject().put("policy", name).put("without", JsonArray.of("nothing")))
                .statusCode(422)
                .body("errors[0].field", is("without"));
    }

    private void suite(JsonArray cases) {
        arthur.post("/policies/" + name + "/suites", new JsonObject().put("cases", cases))
                .statusCode(201)
                .body("cases", is(cases.size()));
    }

    private static JsonObject expected(String id, String text, String verdict) {
        return new JsonObject().put("id", id).put("text", text).put("verdict", verdict);
    }

    private io.restassured.response.ValidatableResponse move(int version, String stage) {
        return arthur.post("/policies/" + name + "/versions/" + version + "/moves", because(stage));
    }

    private static JsonObject because(String stage) {
        return new JsonObject().put("to", stage).put("why", "because");
    }

    private void verdict(String expected) {
        assertVerdict(texts("input", "me@example.com"), expected);
    }

    private void assertVerdict(JsonObject request, String expected) {
        Response response = ava.screen(request);
        assertThat(response.<String>path("verdict")).isEqualTo(expected);
    }
}
