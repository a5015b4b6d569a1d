package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.ScreenRequest;
import org.llmops.guardrail.v1.Segment;
import org.llmops.guardrail.v1.Verdict;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class IsolationContractTest {
    private final Guardrails alice = Guardrails.as("alice");
    private final Guardrails grace = Guardrails.as("grace");
    private String acmes = "";

    @BeforeEach
    void acmeBlocksAddresses() {
        grace.release();
        acmes = alice.inForce(rail("email", "block"));
    }

    @Test
    void policiesOfOthersCannotBeSeen() {
        grace.get("/policies?limit=200").then().body("items.name", not(hasItem(acmes)));
        grace.get("/policies/" + acmes).then().statusCode(404);
        grace.get("/policies/" + acmes + "/versions").then().statusCode(404);
        grace.get("/policies/" + acmes + "/versions/1").then().statusCode(404);
        grace.get("/enforced-policy").then().statusCode(404);
    }

    @Test
    void policiesOfOthersCannotBeUsed() {
        grace.enforce(acmes, 1).then().statusCode(404);
        grace.screen(texts("input", "a")
                        .put("policy", new JsonObject().put("name", acmes).put("version", 1)))
                .then()
                .statusCode(404);
        grace.screen(texts("input", "me@example.com")).then().body("verdict", is("allow"));
    }

    @Test
    void policiesOfOthersCannotBeChanged() {
        grace.publish(acmes, policy(rail("iban", "allow")))
                .then()
                .statusCode(201)
                .body("version", is(1));
        grace.enforce(acmes, 1).then().statusCode(200);
        grace.release().then().statusCode(204);

        alice.get("/policies/" + acmes).then().body("latest_version", is(1)).body("created_by", is("alice"));
        alice.get("/enforced-policy").then().body("name", is(acmes)).body("enforced_by", is("alice"));
        alice.screen(texts("input", "me@example.com")).then().body("verdict", is("block"));
    }

    @Test
    void theRouterScreensForTheWorkspaceItNames() {
        ScreenRequest request = ScreenRequest.newBuilder()
                .setDirection(Direction.DIRECTION_INPUT)
                .addSegments(Segment.newBuilder().setText("me@example.com"))
                .build();
        try (GuardrailClient client = new GuardrailClient()) {
            assertThat(client.asRouterFor("acme").screen(request).getVerdict()).isEqualTo(Verdict.VERDICT_BLOCK);
            assertThat(client.asRouterFor("globex").screen(request).getVerdict())
                    .isEqualTo(Verdict.VERDICT_ALLOW);
        }
    }
}
