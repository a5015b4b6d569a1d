package org.llmops.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

/** Rails that name custom detectors: published, released, asked. */
@QuarkusTest
@WithTestResource(RealServers.class)
class CustomRailsAppTest {
    private static final String SECRET = "whsec_" + "A".repeat(43) + "=";

    private final Guardrails alice = Guardrails.as("alice");
    private final String detector = "detector-" + UUID.randomUUID();
    private final String policy = Guardrails.anyPolicy();

    @Test
    void aRailThatNamesNoDetectorIsNotPublished() {
        alice.publish(policy, Guardrails.policy(Guardrails.rail("email", "flag"), rail()))
                .then()
                .statusCode(422)
                .body("type", is("urn:llmops:problem:POLICY_INVALID"))
                .body("errors", hasSize(1))
                .body("errors[0].field", is("rails[1].parameters.name"))
                .body(
                        "errors[0].detail",
                        allOf(containsString(detector), containsString("PUT /v1/detectors/custom/" + detector)));
        alice.get("/policies/" + policy).then().statusCode(404);

        register("http://localhost:1/");
        alice.publish(policy, Guardrails.policy(rail())).then().statusCode(201);
    }

    @Test
    void theDetectorsOfAnotherWorkspaceAreNone() {
        register("http://localhost:1/");

        Guardrails.as("grace")
                .publish(policy, Guardrails.policy(rail()))
                .then()
                .statusCode(422)
                .body("errors[0].field", is("rails[0].parameters.name"));
    }

    @Test
    void aDetectorStaysWhileAVersionInShadowOrInForceNamesIt() {
        register("http://localhost:1/");
        alice.publish(policy, Guardrails.policy(rail())).then().statusCode(201);
        move("shadow").statusCode(201);

        inUse();
        move("enforce").statusCode(201);
        inUse();
        move("retired").statusCode(201);
        alice.delete("/detectors/custom/" + detector).then().statusCode(204);
    }

    @Test
    void aVersionWhoseDetectorWasRemovedIsNotReleased() {
        register("http://localhost:1/");
        alice.publish(policy, Guardrails.policy(rail())).then().statusCode(201);
        alice.delete("/detectors/custom/" + detector).then().statusCode(204);

        move("shadow")
                .statusCode(409)
                .body("type", is("urn:llmops:problem:MOVE_INVALID"))
                .body("errors[0].field", is("rails[0].parameters.name"));
        alice.enforce(policy, 1).then().statusCode(409);

        register("http://localhost:1/");
        move("shadow").statusCode(201);
    }

    /** The one that the README shows. */
    @Test
    void theExampleRedactsCodeNames() throws IOException {
        Process example = example();
        try (BufferedReader said = example.inputReader()) {
            register(said.readLine());
            alice.publish(policy, Guardrails.policy(rail())).then().statusCode(201);

            screen("😀 Ask Falcon, not falconry")
                    .body("verdict", is("redact"))
                    .body("segments[0].text", is("😀 Ask <CODE_NAME_1>, not falconry"))
                    .body("findings[0].detector_rule", is("code-names"))
                    .body("unscanned", hasSize(0));

            // Who does not know the secret is not answered, and what is not answered does not pass.
            register("http://localhost:1/");
            screen("Nothing to see").body("verdict", is("block")).body("unscanned[0].reason", is("FAILED"));
        } finally {
            example.destroy();
        }
    }

    private static Process example() throws IOException {
        Path program = Path.of("../examples/code_names.py");
        assertThat(program).isRegularFile();
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/python3"))
                || Files.isExecutable(Path.of("/usr/local/bin/python3")));
        ProcessBuilder python = new ProcessBuilder("python3", program.toString(), "0", "falcon", "kestrel")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        python.environment().put("SIGNING_SECRET", SECRET);
        return python.start();
    }

    private void register(String url) {
        alice.put(
                        "/detectors/custom/" + detector,
                        new JsonObject()
                                .put("kind", "http")
                                .put("url", url)
                                .put("entities", JsonArray.of("CODE_NAME"))
                                .put("signing_secret", SECRET)
                                .put("timeout_ms", 10_000))
                .statusCode(200);
    }

    private ValidatableResponse move(String to) {
        return alice.post(
                "/policies/" + policy + "/versions/1/moves",
                new JsonObject().put("to", to).put("why", "A test"));
    }

    private void inUse() {
        alice.delete("/detectors/custom/" + detector)
                .then()
                .statusCode(409)
                .body("type", is("urn:llmops:problem:CUSTOM_DETECTOR_IN_USE"))
                .body("detail", containsString(policy + " version 1"));
        alice.get("/detectors/custom/" + detector).then().statusCode(200);
    }

    private ValidatableResponse screen(String text) {
        return alice.screen(Guardrails.texts("input", text)
                        .put("policy", new JsonObject().put("name", policy).put("version", 1)))
                .then()
                .statusCode(200);
    }

    private JsonObject rail() {
        return Guardrails.rail("custom", "redact").put("parameters", new JsonObject().put("name", detector));
    }
}
