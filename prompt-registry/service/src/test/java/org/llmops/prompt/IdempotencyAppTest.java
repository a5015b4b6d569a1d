package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.json;
import static org.llmops.prompt.Registry.text;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class IdempotencyAppTest {
    private final Registry arthur = Registry.as("arthur");
    private final Registry grace = Registry.as("grace");
    private final String prompt = anyPrompt();
    private final String key = UUID.randomUUID().toString();

    @Test
    void a_publication_that_is_sent_twice_happens_once() {
        JsonObject draft = text("x").put("config", new JsonObject().put("temperature", 0));
        Response first = publish(arthur, draft);
        Response second = publish(arthur, draft);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(json(second)).isEqualTo(json(first));
        assertThat(second.header("ETag")).isEqualTo("\"1\"");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
        assertThat(arthur.get("/" + prompt).<Integer>path("latest_version")).isEqualTo(1);
    }

    @Test
    void a_key_belongs_to_one_request() {
        publish(arthur, text("x")).then().statusCode(201);
        Response reused = publish(arthur, text("y"));

        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat(reused.<String>path("type")).isEqualTo("urn:llmops:problem:IDEMPOTENCY_KEY_REUSED");
    }

    @Test
    void a_key_of_one_workspace_means_nothing_in_another() {
        publish(arthur, text("x")).then().statusCode(201);
        Response other = publish(grace, text("x"));

        assertThat(other.header("Idempotency-Replayed")).isNull();
        assertThat(other.<String>path("author")).isEqualTo("grace");
    }

    @Test
    void a_move_that_is_sent_twice_happens_once() {
        arthur.published(prompt, text("one"));
        arthur.published(prompt, text("two"));
        move(1).then().statusCode(200);
        arthur.move(prompt, "production", 2).then().statusCode(200);
        Response late = move(1);

        assertThat(late.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(arthur.get("/" + prompt + "/labels/production").<Integer>path("version"))
                .isEqualTo(2);
        assertThat(arthur.get("/" + prompt + "/labels/production/moves").<List<?>>path("items"))
                .hasSize(2);
    }

    private Response publish(Registry caller, JsonObject draft) {
        return caller.request()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(draft.encode())
                .post("/v1/prompts/" + prompt + "/versions");
    }

    private Response move(int version) {
        return arthur.request()
                .header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(new JsonObject().put("version", version).encode())
                .put("/v1/prompts/" + prompt + "/labels/production");
    }
}
