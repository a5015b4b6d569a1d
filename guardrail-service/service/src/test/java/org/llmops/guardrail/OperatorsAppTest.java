package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.json;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Replacement;
import org.llmops.platform.testkit.RealServers;

/** Operators, vault and custom detectors as callers of the API meet them. */
@QuarkusTest
@WithTestResource(RealServers.class)
class OperatorsAppTest {
    @Inject
    DataSource database;

    private final Guardrails alice = Guardrails.as("alice");
    private final String conversation = "talk-" + UUID.randomUUID();
    private final String address = "me-" + UUID.randomUUID() + "@corp.com";

    @AfterEach
    void takeBack() {
        alice.release();
        alice.request().delete("/v1/vault/reveal-policies/answers");
    }

    @Test
    void aRailSaysHowItRedacts() {
        alice.inForce(redacting("mask").put("detector", "payment_card"));
        screen("Card 4111 1111 1111 1111.").then().body("segments[0].text", is("Card **** **** **** 1111."));

        alice.inForce(redacting("hash"));
        screen("Ask " + address).then().body("segments[0].text", matchesPattern("Ask EMAIL_ADDRESS:[0-9a-f]{16}"));

        alice.inForce(redacting("surrogate"));
        Response surrogate = screen("Ask " + address);
        surrogate
                .then()
                .body("segments[0].text", matchesPattern("Ask \\S+@[a-z0-9]{6}\\.example\\.(com|net|org)"))
                .body("replacements[0].original", is(address));
        JsonObject again = answer(json(surrogate)
                        .getJsonArray("segments")
                        .getJsonObject(0)
                        .getString("text"))
                .put("replacements", json(surrogate).getJsonArray("replacements"));
        alice.screen(again).then().body("segments[0].text", is("Ask " + address));
    }

    @Test
    void aPseudonymStaysTheSameThroughAConversationAndAnswersShowItUntilAPolicySaysOtherwise() {
        alice.inForce(redacting("vault"));

        Response first = screen("Ask " + address);
        first.then().body("replacements", hasSize(0));
        String pseudonym = text(first).substring("Ask ".length());
        assertThat(pseudonym).matches("<EMAIL_ADDRESS_[1-9][0-9A-Z]{12}>");
        assertThat(text(screen("Again: " + address + ", said " + pseudonym)))
                .isEqualTo("Again: " + pseudonym + ", said " + pseudonym);

        letAnswersShow();
        Response third = screen("Ask " + address);
        third.then().body("replacements[0].placeholder", is(pseudonym)).body("replacements[0].original", is(address));
        alice.screen(answer("I asked " + pseudonym + ".")
                        .put("replacements", json(third).getJsonArray("replacements")))
                .then()
                .body("segments[0].text", is("I asked " + address + "."));
    }

    @Test
    void aPseudonymInPiecesIsRestoredInAStream() {
        alice.inForce(redacting("vault"));
        letAnswersShow();
        String pseudonym = text(screen("Ask " + address)).substring("Ask ".length());
        try (GuardrailClient client = new GuardrailClient()) {
            Stream stream = client.stream("acme")
                    .open(
                            Direction.DIRECTION_OUTPUT,
                            Replacement.newBuilder()
                                    .setPlaceholder(pseudonym)
                                    .setOriginal(address)
                                    .build());
            StringBuilder released = new StringBuilder();
            for (String piece : ("It is " + pseudonym + ".").split("")) {
                released.append(stream.releasedAfter("0", piece));
            }
            released.append(stream.end("0").released().getText());

            assertThat(released.toString()).isEqualTo("It is " + address + ".");
        }
    }

    @Test
    void whatTheVaultCannotTakeDoesNotGoOut() throws SQLException {
        alice.inForce(redacting("vault"));
        screen("Nothing to find").then().statusCode(200);

        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("lock table vault_value in access exclusive mode");

            screen("Ask " + address).then().statusCode(503).body("type", is("urn:llmops:problem:VAULT_UNAVAILABLE"));
            try (GuardrailClient client = new GuardrailClient()) {
                Stream stream = client.stream("acme").open(Direction.DIRECTION_INPUT);
                stream.send("0", "Ask " + address + " and others").send("0", " at length ".repeat(60));
                assertThat(releasedBeforeItFailed(stream))
                        .doesNotContain("<EMAIL")
                        .doesNotContain(address);
            }
            connection.rollback();
        }
        screen("Ask " + address).then().statusCode(200);
    }

    @Test
    void anOperatorThatDoesNotExistOrIsSetWronglyIsAFaultOfThePolicy() {
        alice.publish(anyPolicy(), policy(redacting("shred")))
                .then()
                .statusCode(422)
                .body("errors[0].field", is("rails[0].action_parameters.operator"));
        JsonObject mask = redacting("mask");
        mask.getJsonObject("action_parameters").put("keep_last", 99);
        alice.publish(anyPolicy(), policy(mask))
                .then()
                .statusCode(422)
                .body("errors[0].field", is("rails[0].action_parameters.keep_last"));
        JsonObject vault = redacting("vault");
        vault.getJsonObject("action_parameters").put("ttl_hours", 0);
        alice.publish(anyPolicy(), policy(vault))
                .then()
                .statusCode(422)
                .body("errors[0].field", is("rails[0].action_parameters.ttl_hours"));
    }

    @Test
    void aCustomDetectorThatCannotBeAskedFailsAsTheRailSays() {
        String nowhere = "nowhere-" + conversation;
        alice.request()
                .contentType(ContentType.JSON)
                .body(new JsonObject()
                        .put("kind", "http")
                        .put("url", "http://localhost:1/")
                        .put("entities", JsonArray.of("CODE_NAME"))
                        .encode())
                .put("/v1/detectors/custom/" + nowhere)
                .then()
                .statusCode(200);
        JsonObject nobody = rail("custom", "block").put("parameters", new JsonObject().put("name", nowhere));
        alice.inForce(nobody);
        screen("Hello").then().body("verdict", is("block")).body("unscanned", hasSize(1));

        alice.inForce(nobody.copy().put("on_failure", new JsonObject().put("input", "open")));
        screen("Hello").then().body("verdict", is("allow")).body("unscanned", hasSize(1));
    }

    private static String releasedBeforeItFailed(Stream stream) {
        StringBuilder released = new StringBuilder();
        while (true) {
            Object next = stream.any();
            if (!(next instanceof String text)) {
                assertThat(next).isInstanceOf(Throwable.class);
                return released.toString();
            }
            released.append(text);
        }
    }

    private void letAnswersShow() {
        alice.request()
                .contentType(ContentType.JSON)
                .body(new JsonObject()
                        .put("apps", JsonArray.of("shop"))
                        .put("entities", JsonArray.of("EMAIL_ADDRESS"))
                        .put("sinks", JsonArray.of("answer"))
                        .encode())
                .put("/v1/vault/reveal-policies/answers")
                .then()
                .statusCode(200);
    }

    private static JsonObject redacting(String operator) {
        return rail("email", "redact").put("action_parameters", new JsonObject().put("operator", operator));
    }

    private Response screen(String text) {
        return alice.screen(texts("input", text)
                .put(
                        "attributes",
                        new JsonObject().put("conversation", conversation).put("app", "shop")));
    }

    private static JsonObject answer(String text) {
        return texts("output", text);
    }

    private static String text(Response screened) {
        return json(screened).getJsonArray("segments").getJsonObject(0).getString("text");
    }
}
