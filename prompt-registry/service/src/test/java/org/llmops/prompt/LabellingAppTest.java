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
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class LabellingAppTest {
    private final Registry alice = Registry.as("alice");
    private final Registry arthur = Registry.as("arthur");
    private final Registry ava = Registry.as("ava");
    private final String prompt = anyPrompt();

    @BeforeEach
    void threeVersions() {
        for (int i = 0; i < 3; i++) {
            arthur.published(prompt, text("x"));
        }
    }

    @Test
    void a_label_remembers_who_moved_it_when_from_where_and_to_where() {
        arthur.move(prompt, "production", 1).then().statusCode(200);
        alice.move(prompt, "production", 3).then().statusCode(200);
        arthur.move(prompt, "staging", 2).then().statusCode(200);
        alice.remove(prompt, "production").then().statusCode(204);
        Response moves = ava.get("/" + prompt + "/labels/production/moves");

        assertThat(moves.<List<Map<String, ?>>>path("items"))
                .allSatisfy(move -> assertThat(move).containsKey("moved_at"))
                .map(move -> "%s %s %s %s"
                        .formatted(
                                move.get("label"),
                                move.get("from_version"),
                                move.get("to_version"),
                                move.get("moved_by")))
                .containsExactly("production 3 null alice", "production 1 3 alice", "production null 1 arthur");
        assertThat(ava.get("/" + prompt + "/labels/production").statusCode()).isEqualTo(404);
    }

    @Test
    void a_move_answers_with_the_label_and_its_tag() {
        Response moved = arthur.move(prompt, "canary.eu-1", 2);

        assertThat(moved.header("ETag")).isEqualTo("\"2\"");
        assertThat(json(moved))
                .isEqualTo(new JsonObject()
                        .put("label", "canary.eu-1")
                        .put("version", 2)
                        .put("moved_by", "arthur")
                        .put("moved_at", moved.path("moved_at").toString()));
        assertThat(json(ava.get("/" + prompt + "/labels/canary.eu-1"))).isEqualTo(json(moved));
    }

    @Test
    void to_move_a_label_to_where_it_is_changes_nothing() {
        Response first = arthur.move(prompt, "staging", 2);
        Response second = alice.move(prompt, "staging", 2);

        assertThat(json(second)).isEqualTo(json(first));
        assertThat(ava.get("/" + prompt + "/labels/staging/moves").<List<?>>path("items"))
                .hasSize(1);
    }

    @Test
    void a_label_moves_only_from_where_it_is_expected() {
        arthur.move(prompt, "production", 1).then().statusCode(200);

        assertThat(arthur.moveIf("\"2\"", prompt, "production", 3).statusCode()).isEqualTo(412);
        assertThat(arthur.moveIf("*", prompt, "never-set", 3).statusCode()).isEqualTo(412);
        assertThat(arthur.moveIf("\"1\"", prompt, "production", 3).statusCode()).isEqualTo(200);
        assertThat(arthur.request()
                        .header("If-Match", "\"1\"")
                        .delete("/v1/prompts/" + prompt + "/labels/production")
                        .statusCode())
                .isEqualTo(412);
        assertThat(ava.get("/" + prompt + "/labels/production").<Integer>path("version"))
                .isEqualTo(3);
    }

    @Test
    void latest_is_computed() {
        assertThat(ava.get("/" + prompt + "/labels/latest").<Integer>path("version"))
                .isEqualTo(3);
        arthur.published(prompt, text("four"));
        Response latest = ava.get("/" + prompt + "/labels/latest");

        assertThat(latest.<Integer>path("version")).isEqualTo(4);
        assertThat(latest.<String>path("moved_by")).isEqualTo("arthur");
        assertThat(ava.get("/" + prompt + "/labels").<List<?>>path("items")).isEmpty();
    }

    @Test
    void publishing_puts_labels_on_the_new_version() {
        arthur.move(prompt, "staging", 1).then().statusCode(200);
        arthur.published(prompt, text("four").put("labels", JsonArray.of("staging", "new", "staging")));

        assertThat(json(ava.get("/" + prompt)).getJsonObject("labels"))
                .isEqualTo(new JsonObject().put("new", 4).put("staging", 4));
    }
}
