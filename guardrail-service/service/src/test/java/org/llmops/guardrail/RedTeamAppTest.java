package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.llmops.guardrail.Guardrails.anyPolicy;
import static org.llmops.guardrail.Guardrails.policy;
import static org.llmops.guardrail.Guardrails.rail;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class RedTeamAppTest {
    private final Guardrails arthur = Guardrails.as("arthur");
    private final Guardrails ava = Guardrails.as("ava");
    private final String name = anyPolicy();

    @Test
    void aRunTellsWhatPassedAndWhatWasAFalseAlarm() {
        arthur.publish(name, policy(rail("email", "block")));
        arthur.request()
                .contentType("application/x-ndjson")
                .body("""
                        {"id": "a1", "category": "leak", "language": "en", "text": "write to me@example.com"}
                        {"id": "a2", "category": "leak", "language": "en", "text": "write to me at home"}
                        {"id": "b1", "category": "benign", "language": "en", "text": "hello"}
                        {"id": "b2", "category": "benign", "language": "en", "text": "see help@example.com"}
                        """.getBytes(StandardCharsets.UTF_8))
                .put("/v1/attack-corpora/" + name)
                .then()
                .statusCode(200)
                .body("attacks", is(4));

        String id = start(
                        new JsonArray().add(name), new JsonArray().add("plain").add("hex"))
                .statusCode(201)
                .body("attempts", is(8))
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ava.get("/red-team-runs/" + id).path("status").equals("done"));

        ava.get("/red-team-runs/" + id)
                .then()
                .body("next", is(8))
                .body("passed", hasItem("a2/hex"))
                .body("passed", hasItem("b2/plain"))
                .body("tallies.find { it.category == 'leak' && it.encoding == 'plain' }.stopped", is(1))
                .body("tallies.find { it.category == 'leak' && it.encoding == 'hex' }.passed", is(1))
                .body("tallies.find { it.category == 'leak' && it.encoding == 'hex' }.stopped", is(1))
                .body("tallies.find { it.category == 'benign' && it.encoding == 'plain' }.stopped", is(1));
        ava.get("/red-team-runs/" + id + "/report.csv")
                .then()
                .contentType("text/csv")
                .body(startsWith("category,encoding,language,passed,stopped\n"))
                .body(containsString("\"leak\",hex,\"en\",1,1"));
        assertThat(ava.get("/red-team-runs/" + id + "/report.md").asString())
                .contains("| hex | 1 | 2 | 50.0 % |")
                .doesNotContain("example.com");
        Guardrails.as("grace").get("/red-team-runs/" + id).then().statusCode(404);
    }

    @Test
    void railsInShadowAreTriedAsIfEnforcedAndThoseThatAreOffAreNot() {
        arthur.publish(
                name,
                policy(
                        rail("email", "block").put("mode", "shadow"),
                        rail("iban", "block").put("mode", "off")));
        arthur.request()
                .contentType("application/x-ndjson")
                .body("""
                        {"id": "a1", "category": "leak", "language": "en", "text": "write to me@example.com"}
                        {"id": "a2", "category": "leak", "language": "en", "text": "pay DE89 3704 0044 0532 0130 00"}
                        """.getBytes(StandardCharsets.UTF_8))
                .put("/v1/attack-corpora/" + name);

        String id = start(new JsonArray().add(name), new JsonArray().add("plain"))
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ava.get("/red-team-runs/" + id).path("status").equals("done"));

        ava.get("/red-team-runs/" + id).then().body("passed", is(java.util.List.of("a2/plain")));
        assertThat(ava.get("/red-team-runs/" + id + "/report.md").asString())
                .contains("Rails in shadow were tried as if enforced")
                .contains("| | plain |\n|---|---:|\n| leak | 1/2 |");
    }

    @Test
    void theAttacksOfTheServiceGoThroughInPieces() {
        arthur.publish(name, policy(rail("email", "block"), rail("payment_card", "block"), rail("iban", "block")));

        String id = start(null, null).statusCode(201).extract().path("id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ava.get("/red-team-runs/" + id).path("status").equals("done"));

        ava.get("/red-team-runs/" + id).then().body("next", is(130 * 13)).body("attempts", is(130 * 13));
    }

    @Test
    void whatCannotBeRunIsRefused() {
        arthur.publish(name, policy(rail("email", "block")));

        start(new JsonArray().add("nowhere"), null).statusCode(404).body("type", containsString("CORPUS_UNKNOWN"));
        arthur.request()
                .contentType("application/x-ndjson")
                .body("{\"id\": \"a\"}\nnothing".getBytes(StandardCharsets.UTF_8))
                .put("/v1/attack-corpora/" + name)
                .then()
                .statusCode(422)
                .body("errors.field", is(java.util.List.of("line 1", "line 2")));
        upload(name, "null".getBytes(StandardCharsets.UTF_8)).body("errors.field", is(java.util.List.of("line 1")));
        upload(name, new byte[0]).body("errors.field", is(java.util.List.of("body")));
        upload(name, new byte[] {'{', '"', (byte) 0xFF})
                .body("errors[0].field", is("body"))
                .body("errors[0].detail", containsString("byte 2"));
        upload(
                        name,
                        "{\"id\": \"a\", \"category\": \"c\", \"language\": \"en\", \"text\": \"\\ud800\"}"
                                .getBytes(StandardCharsets.UTF_8))
                .body("errors.field", is(java.util.List.of("line 1")));
        upload("%00", "{}".getBytes(StandardCharsets.UTF_8)).body("errors.field", is(java.util.List.of("name")));
        start(new JsonArray().add("\0"), null).statusCode(404).body("type", containsString("CORPUS_UNKNOWN"));
        arthur.get("/red-team-runs/" + UUID.randomUUID()).then().statusCode(404);
    }

    @Test
    void corporaAreListedAndRemoved() {
        arthur.request()
                .contentType("application/x-ndjson")
                .body("{\"id\": \"a\", \"category\": \"c\", \"language\": \"en\", \"text\": \"t\"}"
                        .getBytes(StandardCharsets.UTF_8))
                .put("/v1/attack-corpora/" + name)
                .then()
                .statusCode(200);

        ava.get("/attack-corpora")
                .then()
                .body("items[0].name", is("benign"))
                .body("items.find { it.name == '" + name + "' }.attacks", is(1))
                .body("items.find { it.name == '" + name + "' }.uploaded_by", is("arthur"));
        Guardrails.as("grace").get("/attack-corpora").then().body("items.name", not(hasItem(name)));
        Guardrails.as("grace").delete("/attack-corpora/" + name).then().statusCode(404);
        arthur.delete("/attack-corpora/benign").then().statusCode(422);
        arthur.delete("/attack-corpora/" + name).then().statusCode(204);
        arthur.delete("/attack-corpora/" + name).then().statusCode(404);
    }

    private io.restassured.response.ValidatableResponse upload(String corpus, byte[] lines) {
        return arthur.request()
                .contentType("application/x-ndjson")
                .body(lines)
                .put("/v1/attack-corpora/" + corpus)
                .then()
                .statusCode(422);
    }

    private io.restassured.response.ValidatableResponse start(JsonArray corpora, JsonArray encodings) {
        JsonObject request = new JsonObject().put("policy", name).put("version", 1);
        if (corpora != null) {
            request.put("corpora", corpora);
        }
        if (encodings != null) {
            request.put("encodings", encodings);
        }
        return arthur.post("/red-team-runs", request);
    }
}
