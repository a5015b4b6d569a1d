package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.llmops.guardrail.Guardrails.json;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;
import static org.llmops.guardrail.Guardrails.texts;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class ScreeningAppTest {
    private final Guardrails arthur = Guardrails.as("arthur");
    private final Guardrails ava = Guardrails.as("ava");

    @Test
    void whatIsFoundIsReplacedOnTheWayInAndRestoredOnTheWayOut() {
        String name = arthur.inForce(rail("email", "redact"), rail("payment_card", "redact"));

        JsonObject screened = json(ava.screen(texts(
                        "input",
                        "😀 I am me@example.com, card 4012 8888 8888 1881.",
                        "Again me@example.com, and <EMAIL_ADDRESS_1>, and you@example.com"))
                .then()
                .statusCode(200)
                .extract()
                .response());

        assertThat(screened).isEqualTo(new JsonObject("""
                        {"verdict": "redact",
                         "segments": [
                          {"id": "0", "text": "😀 I am <EMAIL_ADDRESS_1>, card <PAYMENT_CARD_1>.", "verdict": "redact"},
                          {"id": "1", "verdict": "redact",
                           "text": "Again <EMAIL_ADDRESS_1>, and <PLACEHOLDER_1>, and <EMAIL_ADDRESS_2>"}],
                         "findings": [
                          {"segment_id": "0", "rule_id": "email-redact", "detector": "email", "detector_version": "2",
                           "detector_rule": "email", "mode": "enforce", "contributions": [], "entity": "EMAIL_ADDRESS", "start": 7, "end": 21,
                           "score": 0.95, "action": "redact", "reason": "Has the form of an e-mail address",
                           "placeholder": "<EMAIL_ADDRESS_1>"},
                          {"segment_id": "0", "rule_id": "payment_card-redact", "detector": "payment_card",
                           "detector_version": "2", "detector_rule": "payment-card", "mode": "enforce", "contributions": [], "entity": "PAYMENT_CARD", "start": 28,
                           "end": 47, "score": 1.0, "action": "redact",
                           "reason": "Issuer range and Luhn check digit are valid", "placeholder": "<PAYMENT_CARD_1>"},
                          {"segment_id": "1", "rule_id": "email-redact", "detector": "email", "detector_version": "2",
                           "detector_rule": "email", "mode": "enforce", "contributions": [], "entity": "EMAIL_ADDRESS", "start": 6, "end": 20,
                           "score": 0.95, "action": "redact", "reason": "Has the form of an e-mail address",
                           "placeholder": "<EMAIL_ADDRESS_1>"},
                          {"segment_id": "1", "rule_id": "email-redact", "detector": "email", "detector_version": "2",
                           "detector_rule": "email", "mode": "enforce", "contributions": [], "entity": "EMAIL_ADDRESS", "start": 49, "end": 64,
                           "score": 0.95, "action": "redact", "reason": "Has the form of an e-mail address",
                           "placeholder": "<EMAIL_ADDRESS_2>"}],
                         "policy": {"name": "%s", "version": 1},
                         "replacements": [
                          {"placeholder": "<EMAIL_ADDRESS_1>", "original": "me@example.com"},
                          {"placeholder": "<PAYMENT_CARD_1>", "original": "4012 8888 8888 1881"},
                          {"placeholder": "<PLACEHOLDER_1>", "original": "<EMAIL_ADDRESS_1>"},
                          {"placeholder": "<EMAIL_ADDRESS_2>", "original": "you@example.com"}],
                         "unscanned": [], "directives": [], "looks_around": false, "guarded": true}""".formatted(name)));

        ava.screen(texts(
                                "output",
                                "Dear <EMAIL_ADDRESS_1> (<PLACEHOLDER_1>), not <EMAIL_ADDRESS_7>, but other@example.com")
                        .put("replacements", screened.getJsonArray("replacements")))
                .then()
                .statusCode(200)
                .body("verdict", is("redact"))
                .body(
                        "segments[0].text",
                        is("Dear me@example.com (<EMAIL_ADDRESS_1>), not <EMAIL_ADDRESS_7>, but <EMAIL_ADDRESS_3>"))
                .body("replacements", empty());
    }

    @Test
    void whatBlocksLetsNothingThrough() {
        arthur.inForce(rail("email", "redact"), rail("iban", "block"));

        ava.screen(texts("input", "harmless", "me@example.com", "DE89 3704 0044 0532 0130 00 then you@example.com"))
                .then()
                .statusCode(200)
                .body("verdict", is("block"))
                .body("segments.text", contains("", "", ""))
                .body("segments.verdict", contains("allow", "redact", "block"))
                .body("findings.entity", contains("EMAIL_ADDRESS", "IBAN", "EMAIL_ADDRESS"))
                .body("replacements", empty());
    }

    @Test
    void whatIsOnlyReportedStays() {
        arthur.inForce(rail("ip_address", "allow"));

        ava.screen(texts("output", "Ping 10.0.0.1!"))
                .then()
                .body("verdict", is("allow"))
                .body("segments[0].text", is("Ping 10.0.0.1!"))
                .body("findings.action", contains("allow"));
    }

    @Test
    void aRailLooksOnlyInItsDirections() {
        arthur.inForce(rail("email", "redact").put("directions", JsonArray.of("input")));

        ava.screen(texts("output", "me@example.com")).then().body("verdict", is("allow"));
        ava.screen(texts("input", "me@example.com")).then().body("verdict", is("redact"));
    }

    @Test
    void withoutAPolicyNothingIsScannedAndPlaceholdersAreStillRestored() {
        arthur.release();
        JsonArray known =
                JsonArray.of(new JsonObject().put("placeholder", "<IBAN_1>").put("original", "DE89370400440532013000"));

        ava.screen(texts("output", "<IBAN_1> me@example.com").put("replacements", known))
                .then()
                .body("verdict", is("allow"))
                .body("segments[0].text", is("DE89370400440532013000 me@example.com"))
                .body("policy", nullValue())
                .body("findings", empty());
    }

    @Test
    void aChangeHoldsAtOnce() {
        String name = arthur.inForce(rail("email", "redact"));
        ava.screen(texts("input", "me@example.com")).then().body("verdict", is("redact"));

        arthur.publish(name, policy(rail("email", "block")));
        ava.screen(texts("input", "me@example.com")).then().body("verdict", is("redact"));
        arthur.enforce(name, 2);
        ava.screen(texts("input", "me@example.com")).then().body("verdict", is("block"));
        arthur.release();
        ava.screen(texts("input", "me@example.com")).then().body("verdict", is("allow"));
    }

    @Test
    void aVersionCanBeTriedBeforeItIsInForce() {
        arthur.release();
        String name = Guardrails.anyPolicy();
        arthur.publish(name, policy(rail("email", "block")));

        ava.screen(texts("input", "me@example.com")
                        .put("policy", new JsonObject().put("name", name).put("version", 1)))
                .then()
                .statusCode(200)
                .body("verdict", is("block"))
                .body("policy.name", is(name));
    }

    @Test
    void findingsAreCountedWithoutWhatWasFound() {
        arthur.inForce(rail("email", "redact").put("id", "counted-rule"));
        ava.screen(texts("input", "secret-person@example.com"));

        RestAssured.get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("llmops_guardrail_findings_total{action=\"redact\",direction=\"input\","
                        + "entity=\"email_address\",mode=\"enforce\",rule=\"counted-rule\"}"))
                .body(not(containsString("secret-person")));
    }
}
