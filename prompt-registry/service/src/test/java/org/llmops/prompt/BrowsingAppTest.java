package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.chat;
import static org.llmops.prompt.Registry.json;
import static org.llmops.prompt.Registry.message;
import static org.llmops.prompt.Registry.text;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

@QuarkusTest
@WithTestResource(RealServers.class)
class BrowsingAppTest {
    private final Registry arthur = Registry.as("arthur");
    private final Registry ava = Registry.as("ava");

    @Test
    void a_prompt_shows_its_latest_version_and_its_labels() {
        String prompt = anyPrompt();
        arthur.published(prompt, text("one").put("labels", JsonArray.of("production")));
        Response latest = arthur.publish(prompt, text("two").put("labels", JsonArray.of("staging")));
        Response shown = ava.get("/" + prompt);

        assertThat(json(shown))
                .isEqualTo(new JsonObject()
                        .put("name", prompt)
                        .put("kind", "text")
                        .put("latest_version", 2)
                        .put("labels", new JsonObject().put("production", 1).put("staging", 2))
                        .put("created_by", "arthur")
                        .put("created_at", shown.path("created_at").toString())
                        .put("published_at", latest.path("published_at").toString()));
    }

    @Test
    void prompts_come_by_name_in_pages_without_repetition_or_loss() {
        String prefix = "zz" + anyPrompt();
        List<String> names = IntStream.range(0, 7).mapToObj(i -> prefix + i).toList();
        names.reversed().forEach(name -> arthur.published(name, text("x")));

        List<String> all = pages("?limit=2", "name");

        assertThat(all).isSorted().doesNotHaveDuplicates().containsAll(names);
    }

    @Test
    void prompts_are_filtered_by_kind_and_by_label() {
        String label = "l" + System.nanoTime();
        String labelledText = anyPrompt();
        String labelledChat = anyPrompt();
        arthur.published(labelledText, text("x").put("labels", JsonArray.of(label)));
        arthur.published(labelledChat, chat(message("user", "x")).put("labels", JsonArray.of(label)));
        String text = anyPrompt();
        arthur.published(text, text("x"));

        assertThat(pages("?label=" + label, "name")).containsExactlyInAnyOrder(labelledText, labelledChat);
        assertThat(pages("?limit=1&kind=chat&label=" + label, "name")).containsExactly(labelledChat);
        assertThat(pages("?kind=text&label=latest", "name"))
                .contains(labelledText, text)
                .doesNotContain(labelledChat);
    }

    @Test
    void versions_come_newest_first_without_their_texts() {
        String prompt = anyPrompt();
        for (int i = 1; i <= 5; i++) {
            arthur.published(prompt, text("x").put("commit_message", "Change " + i));
        }
        arthur.move(prompt, "production", 5).then().statusCode(200);
        Response first = ava.get("/" + prompt + "/versions?limit=1");

        assertThat(pages("/" + prompt + "/versions?limit=2", "commit_message"))
                .containsExactly("Change 5", "Change 4", "Change 3", "Change 2", "Change 1");
        assertThat(json(first).getJsonArray("items"))
                .isEqualTo(JsonArray.of(new JsonObject()
                        .put("version", 5)
                        .put("commit_message", "Change 5")
                        .put("author", "arthur")
                        .put("published_at", first.path("items[0].published_at").toString())
                        .put("labels", JsonArray.of("production"))));
    }

    private List<String> pages(String path, String field) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            String more = cursor.isEmpty() ? "" : "&cursor=" + cursor;
            JsonObject page =
                    json(ava.get(path + more).then().statusCode(200).extract().response());
            page.getJsonArray("items").forEach(item -> all.add(((JsonObject) item).getString(field)));
            cursor = page.getString("next_cursor", "");
        } while (!cursor.isEmpty());
        return all;
    }
}
