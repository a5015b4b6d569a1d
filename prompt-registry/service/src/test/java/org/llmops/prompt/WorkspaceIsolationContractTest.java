package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.json;
import static org.llmops.prompt.Registry.text;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;

/** Nothing of acme is seen or changed from globex, and nobody there can tell that it exists. */
@QuarkusTest
@WithTestResource(RealServers.class)
class WorkspaceIsolationContractTest {
    private final Registry arthur = Registry.as("arthur");
    private final Registry grace = Registry.as("grace");
    private final String prompt = anyPrompt();

    @BeforeEach
    void acmeHasAPrompt() {
        arthur.published(prompt, text("acme {{secret}}").put("labels", JsonArray.of("production")));
        arthur.published(prompt, text("acme again"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/versions",
                "/versions/1",
                "/resolve",
                "/resolve?version=1",
                "/resolve?label=latest",
                "/labels",
                "/labels/production",
                "/labels/latest",
                "/labels/production/moves"
            })
    void what_another_workspace_has_looks_like_what_nobody_has(String path) {
        String nobodys = anyPrompt();

        assertLooksUnknown(grace.get("/" + prompt + path), grace.get("/" + nobodys + path), nobodys);
        assertThat(arthur.get("/" + prompt + path).statusCode()).isEqualTo(200);
    }

    @Test
    void nothing_is_rendered_moved_or_removed_from_another_workspace() {
        String nobodys = anyPrompt();
        JsonObject rendering = new JsonObject().put("version", 1);

        assertLooksUnknown(grace.render(prompt, rendering), grace.render(nobodys, rendering), nobodys);
        assertLooksUnknown(grace.move(prompt, "production", 2), grace.move(nobodys, "production", 2), nobodys);
        assertLooksUnknown(grace.remove(prompt, "production"), grace.remove(nobodys, "production"), nobodys);
        assertThat(arthur.get("/" + prompt + "/labels/production").<Integer>path("version"))
                .isEqualTo(1);
    }

    @Test
    void the_same_name_is_another_prompt_in_another_workspace() {
        assertThat(grace.published(prompt, Registry.chat(Registry.message("user", "globex"))))
                .isEqualTo(1);
        grace.move(prompt, "production", 1).then().statusCode(200);

        assertThat(json(grace.get("/" + prompt + "/resolve")).getJsonArray("messages"))
                .isEqualTo(JsonArray.of(Registry.message("user", "globex")));
        assertThat(arthur.get("/" + prompt + "/resolve").<String>path("text")).isEqualTo("acme {{secret}}");
        assertThat(arthur.get("/" + prompt).<Integer>path("latest_version")).isEqualTo(2);
        try (KafkaEvents events = KafkaEvents.of("llmops.prompts.v1")) {
            assertThat(events.await(5, event -> event.subject().equals(prompt)))
                    .filteredOn(event -> event.workspace().equals("globex"))
                    .hasSize(2)
                    .allSatisfy(event -> assertThat(event.key()).isEqualTo("globex/" + prompt));
        }
    }

    @Test
    void lists_and_cursors_stay_in_their_workspace() {
        grace.published(anyPrompt(), text("x").put("labels", JsonArray.of("production")));
        String acmesCursor = arthur.get("?limit=1").path("next_cursor");

        assertThat(names(grace.get("?limit=200"))).isNotEmpty().doesNotContain(prompt);
        assertThat(names(grace.get("?limit=200&label=production"))).isNotEmpty().doesNotContain(prompt);
        assertThat(names(grace.get("?limit=200&cursor=" + acmesCursor))).doesNotContain(prompt);
    }

    @Test
    void only_who_belongs_to_a_workspace_or_is_a_service_may_name_it() {
        String path = "/v1/prompts/" + prompt + "/resolve";

        assertThat(grace.request().header("X-Workspace", "acme").get(path).statusCode())
                .isEqualTo(403);
        assertThat(Registry.as("olga")
                        .request()
                        .header("X-Workspace", "acme")
                        .get(path)
                        .statusCode())
                .isEqualTo(200);
        assertThat(Registry.as("olga")
                        .request()
                        .header("X-Workspace", "globex")
                        .get(path)
                        .statusCode())
                .isEqualTo(404);
        assertThat(Registry.asService("router-service")
                        .request()
                        .header("X-Workspace", "globex")
                        .get(path)
                        .statusCode())
                .isEqualTo(404);
    }

    private void assertLooksUnknown(Response answer, Response ofNobodys, String nobodys) {
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.<String>path("type")).isEqualTo("urn:llmops:problem:PROMPT_UNKNOWN");
        assertThat(answer.asString()).isEqualTo(ofNobodys.asString().replace(nobodys, prompt));
    }

    private static List<String> names(Response list) {
        return list.then().statusCode(200).extract().path("items.name");
    }
}
