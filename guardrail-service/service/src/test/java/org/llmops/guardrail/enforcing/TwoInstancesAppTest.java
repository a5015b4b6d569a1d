package org.llmops.guardrail.enforcing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.policies.PolicyVersions;
import org.llmops.guardrail.policies.Repertoire;
import org.llmops.guardrail.vault.Aside;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.store.Transactions;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;

/** What is changed through one instance, as another hears of it that only shares the database. */
@QuarkusTest
@WithTestResource(RealServers.class)
class TwoInstancesAppTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Map<String, String> SHOP = Map.of("app", "shop");

    @Inject
    Transactions transactions;

    @Inject
    StandingPolicies standing;

    @Inject
    PolicyVersions versions;

    @Inject
    Repertoire repertoire;

    @Inject
    EnforcementSettings settings;

    @Inject
    Aside aside;

    private final String policy = "two-" + UUID.randomUUID();
    private PolicyInForce other;

    @BeforeEach
    void startAnother() {
        other = new PolicyInForce(transactions, standing, versions, repertoire, settings);
        publish("redact");
        publish("block");
    }

    @AfterEach
    void nothingIsInForce() {
        as("alice").delete("/v1/attachments/app/shop");
        as("alice").delete("/v1/enforced-policy");
    }

    @Test
    void aSecondIsAllThatAChangeMayTake() {
        assertThat(settings.checkAfter()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void everyChangeIsHeardOf() {
        assertThat(screening(Map.of())).isEmpty();

        as("alice")
                .body(new JsonObject().put("name", policy).put("version", 1).encode())
                .put("/v1/enforced-policy")
                .then()
                .statusCode(200);
        heard(Map.of(), "1");

        move(2, "shadow");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> applied(Map.of()).shadows().size() == 1);
        move(2, "enforce");
        heard(Map.of(), "2");
        as("alice")
                .body("{\"why\": \"too strict\"}")
                .post("/v1/policies/" + policy + "/rollback")
                .then()
                .statusCode(201);
        heard(Map.of(), "1");

        as("alice").delete("/v1/enforced-policy").then().statusCode(204);
        heard(SHOP);
        as("alice")
                .body(new JsonObject().put("policy", policy).encode())
                .put("/v1/attachments/app/shop")
                .then()
                .statusCode(200);
        heard(SHOP, "1");
        assertThat(screening(Map.of("app", "desk"))).isEmpty();
        as("alice").delete("/v1/attachments/app/shop").then().statusCode(204);
        heard(SHOP);
    }

    private void heard(Map<String, String> attributes, String... enforced) {
        await().atMost(Duration.ofSeconds(20)).until(() -> screening(attributes).equals(List.of(enforced)));
    }

    private List<String> screening(Map<String, String> attributes) {
        return applied(attributes).versions().stream()
                .map(ref -> Integer.toString(ref.version()))
                .toList();
    }

    private AppliedPolicies applied(Map<String, String> attributes) {
        return aside.run(other.of(ACME, attributes)).await().atMost(Duration.ofSeconds(20));
    }

    private void move(int version, String stage) {
        as("alice")
                .body(new JsonObject().put("to", stage).put("why", "a test").encode())
                .post("/v1/policies/" + policy + "/versions/" + version + "/moves")
                .then()
                .statusCode(201);
    }

    private void publish(String action) {
        JsonObject rail = new JsonObject()
                .put("id", "a")
                .put("detector", "email")
                .put("directions", JsonArray.of("input"))
                .put("action", action);
        as("alice")
                .body(new JsonObject().put("rails", JsonArray.of(rail)).encode())
                .post("/v1/policies/" + policy + "/versions")
                .then()
                .statusCode(201);
    }

    private static RequestSpecification as(String user) {
        return given().auth().oauth2(TestTokens.user(user)).contentType(ContentType.JSON);
    }
}
