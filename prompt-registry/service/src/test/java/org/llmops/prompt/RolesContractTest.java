package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.text;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class RolesContractTest {
    private final Registry arthur = Registry.as("arthur");
    private final Registry ava = Registry.as("ava");
    private final String prompt = anyPrompt();

    @BeforeEach
    void aLabelledVersion() {
        arthur.published(prompt, text("x").put("labels", JsonArray.of("production")));
    }

    @Test
    void a_viewer_changes_nothing() {
        assertRefused(403, "ROLE_MISSING", ava.publish(prompt, text("y")));
        assertRefused(403, "ROLE_MISSING", ava.move(prompt, "staging", 1));
        assertRefused(403, "ROLE_MISSING", ava.remove(prompt, "production"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/versions", "/versions/1", "/resolve", "/labels", "/labels/production"})
    void nobody_sees_nothing(String path) {
        assertRefused(401, "UNAUTHENTICATED", RestAssured.get("/v1/prompts/" + prompt + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/versions", "/versions/1", "/labels", "/labels/production"})
    void a_service_resolves_and_does_not_browse(String path) {
        Registry router = Registry.asService("router-service");

        assertRefused(
                403,
                "ROLE_MISSING",
                router.request().header("X-Workspace", "acme").get("/v1/prompts/" + prompt + path));
    }

    @Test
    void a_service_publishes_and_labels_nothing() {
        Registry router = Registry.asService("router-service");

        assertRefused(403, "ROLE_MISSING", router.publish(prompt, text("y")));
        assertRefused(403, "ROLE_MISSING", router.move(prompt, "production", 1));
        assertRefused(403, "ROLE_MISSING", router.remove(prompt, "production"));
        assertThat(ava.render(prompt, new JsonObject()).statusCode()).isEqualTo(200);
    }

    private static void assertRefused(int status, String type, Response answer) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.<String>path("type")).isEqualTo("urn:llmops:problem:" + type);
    }
}
