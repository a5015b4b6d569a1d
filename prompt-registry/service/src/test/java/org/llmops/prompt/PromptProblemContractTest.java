package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.chat;
import static org.llmops.prompt.Registry.json;
import static org.llmops.prompt.Registry.message;
import static org.llmops.prompt.Registry.text;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.llmops.platform.testkit.RealServers;

/** Each problem, as a request that provokes it shows it. A row added to the enum does not compile without a request here. */
@QuarkusTest
@WithTestResource(RealServers.class)
class PromptProblemContractTest {
    private final Registry arthur = Registry.as("arthur");
    private final String prompt = anyPrompt();

    @ParameterizedTest
    @EnumSource(PromptProblem.class)
    void every_problem_has_its_status_its_type_and_its_fields(PromptProblem problem) {
        arthur.published(prompt, text("Hello {{name}}").put("labels", JsonArray.of("production")));

        Provoked provoked = provoke(problem);

        Response answer = provoked.answer();
        JsonObject document = json(answer);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(answer.statusCode()).isEqualTo(provoked.status());
        assertThat(document.getInteger("status")).isEqualTo(provoked.status());
        assertThat(document.getString("type")).isEqualTo("urn:llmops:problem:" + problem.name());
        assertThat(document.getString("title")).isEqualTo(problem.title());
        assertThat(document.getString("detail")).isNotBlank();
        assertThat(fields(document)).isEqualTo(provoked.fields());
    }

    private Provoked provoke(PromptProblem problem) {
        String half = "x".repeat(128 * 1024);
        return switch (problem) {
            case NAME_MALFORMED -> provoked(400, arthur.publish("Not-Lower-Case", text("x")), "name");
            case LABEL_MALFORMED -> provoked(400, arthur.move(prompt, "1st", 1), "label");
            case SELECTOR_MALFORMED ->
                provoked(400, arthur.get("/" + prompt + "/resolve?version=1&label=production"), "label");
            case PRECONDITION_MALFORMED -> provoked(400, arthur.moveIf("1", prompt, "production", 1), "If-Match");
            case VERSION_MALFORMED ->
                provoked(400, arthur.publish(prompt, text("x").put("messages", new JsonArray())), "text");
            case PROMPT_UNKNOWN -> provoked(404, arthur.get("/" + anyPrompt()));
            case VERSION_UNKNOWN -> provoked(404, arthur.get("/" + prompt + "/versions/2"));
            case LABEL_UNKNOWN -> provoked(404, arthur.get("/" + prompt + "/resolve?label=staging"));
            case KIND_DIFFERS -> provoked(409, arthur.publish(prompt, chat(message("user", "x"))), "kind");
            case LABEL_ELSEWHERE -> provoked(412, arthur.moveIf("\"2\"", prompt, "production", 1), "If-Match");
            case TEMPLATE_TOO_LARGE ->
                provoked(413, arthur.publish(anyPrompt(), chat(message("system", half), message("user", half + "x"))));
            case CONFIG_TOO_LARGE ->
                provoked(
                        413,
                        arthur.publish(prompt, text("x").put("config", new JsonObject().put("stop", half))),
                        "config");
            case RENDERED_TOO_LARGE -> {
                int version = arthur.published(prompt, text("{{x}}".repeat(40)));
                yield provoked(413, arthur.render(prompt, rendering(version, new JsonObject().put("x", half))));
            }
            case TEMPLATE_MALFORMED ->
                provoked(
                        422,
                        arthur.publish(
                                anyPrompt(),
                                chat(message("system", "{{}}"), message("user", "ok"), message("user", "{{a"))),
                        "messages[0].content",
                        "messages[2].content");
            case LABEL_RESERVED -> provoked(422, arthur.move(prompt, "latest", 1), "label");
            case LIMIT_EXCEEDED -> {
                JsonObject[] messages =
                        Collections.nCopies(101, message("user", "x")).toArray(JsonObject[]::new);
                yield provoked(422, arthur.publish(anyPrompt(), chat(messages)), "messages");
            }
            case VARIABLES_MISMATCHED ->
                provoked(
                        422,
                        arthur.render(prompt, rendering(1, new JsonObject().put("nome", "x"))),
                        "variables.name",
                        "variables.nome");
        };
    }

    @Test
    void a_prompt_has_at_most_50_labels() {
        arthur.published(prompt, text("x"));
        for (int i = 0; i < 50; i++) {
            arthur.move(prompt, "l" + i, 1).then().statusCode(200);
        }

        Response refused = arthur.move(prompt, "one-more", 1);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.<String>path("type")).isEqualTo("urn:llmops:problem:LIMIT_EXCEEDED");
        assertThat(arthur.move(prompt, "l7", 1).statusCode()).isEqualTo(200);
    }

    @Test
    void a_malformed_template_is_shown_with_line_and_column() {
        Response refused = arthur.publish(prompt, text("Dear {{name}},\nyour {{order id}}"));

        assertThat(json(refused).getJsonArray("errors"))
                .isEqualTo(JsonArray.of(new JsonObject()
                        .put("field", "text")
                        .put("detail", "Line 2, column 14: '}}' should stand here to close 'order', not 'i'")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"text":"x","commit_message":"m"}                                    | FIELD_INVALID  | kind
                    {"kind":"poem","text":"x","commit_message":"m"}                      | FIELD_INVALID  | kind
                    {"kind":"text","text":"x"}                                           | FIELD_INVALID  | commit_message
                    {"kind":"text","text":"x","commit_message":" "}                      | VERSION_MALFORMED | commit_message
                    {"kind":"text","commit_message":"m"}                                 | VERSION_MALFORMED | text
                    {"kind":"chat","text":"x","commit_message":"m"}                      | VERSION_MALFORMED | messages
                    {"kind":"chat","messages":[],"commit_message":"m"}                   | VERSION_MALFORMED | messages
                    {"kind":"chat","messages":[{"role":"user"}],"commit_message":"m"}    | FIELD_INVALID  | messages[0].content
                    {"kind":"chat","messages":[{"role":"tool","content":"x"}],"commit_message":"m"} | FIELD_INVALID | messages[0].role
                    {"kind":"text","text":"x","config":[1],"commit_message":"m"}         | VERSION_MALFORMED | config
                    {"kind":"text","text":"x","commit_message":"m","labels":["A"]}       | LABEL_MALFORMED | label
                    {"kind":"text","text":"x","commit_message":"m","labels":["latest"]}  | LABEL_RESERVED | label
                    {"kind":"text","text":"x","commit_message":"m","note":"misspelt"}    | FIELD_INVALID  | note
                    """)
    void a_malformed_draft_names_its_field(String draft, String type, String field) {
        Response refused = arthur.publish(prompt, new JsonObject(draft));

        assertThat(refused.<String>path("type")).isEqualTo("urn:llmops:problem:" + type);
        assertThat(fields(json(refused))).containsExactly(field);
        assertThat(arthur.get("/" + prompt).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /resolve?version=abc          | 400 | SELECTOR_MALFORMED
                    /resolve?version=0            | 404 | VERSION_UNKNOWN
                    /resolve?version=-1           | 404 | VERSION_UNKNOWN
                    /resolve?version=99999999999  | 400 | SELECTOR_MALFORMED
                    /resolve?label=Prod           | 400 | LABEL_MALFORMED
                    /versions/one                 | 404 | PATH_UNKNOWN
                    /versions?limit=0             | 400 | FIELD_INVALID
                    /versions?limit=201           | 400 | FIELD_INVALID
                    /versions?cursor=x            | 400 | CURSOR_MALFORMED
                    /versions?cursor=eA           | 400 | CURSOR_MALFORMED
                    /labels/staging               | 404 | LABEL_UNKNOWN
                    /labels/production/moves?cursor=eA | 400 | CURSOR_MALFORMED
                    """)
    void a_malformed_question_is_answered_with_a_problem(String path, int status, String type) {
        arthur.published(prompt, text("x").put("labels", JsonArray.of("production")));

        Response refused = arthur.get("/" + prompt + path);

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.contentType()).startsWith("application/problem+json");
        assertThat(refused.<String>path("type")).isEqualTo("urn:llmops:problem:" + type);
    }

    @Test
    void a_body_is_needed() {
        Response refused = arthur.request().contentType(ContentType.JSON).post("/v1/prompts/" + prompt + "/versions");

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.<String>path("type")).isEqualTo("urn:llmops:problem:FIELD_INVALID");
    }

    @Test
    void a_version_is_published_with_at_most_50_labels() {
        JsonArray labels = new JsonArray();
        IntStream.range(0, 51).forEach(i -> labels.add("l" + i));

        Response refused = arthur.publish(prompt, text("x").put("labels", labels));

        assertThat(refused.<String>path("type")).isEqualTo("urn:llmops:problem:LIMIT_EXCEEDED");
        assertThat(arthur.get("/" + prompt).statusCode()).isEqualTo(404);
    }

    @Test
    void a_list_cannot_be_filtered_by_nonsense() {
        assertThat(arthur.get("?kind=poem").<String>path("type")).isEqualTo("urn:llmops:problem:FIELD_INVALID");
        assertThat(arthur.get("?label=Prod").<String>path("type")).isEqualTo("urn:llmops:problem:LABEL_MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"version":1,"label":"production","variables":{"name":"x"}} | 400 | SELECTOR_MALFORMED
                    {"variables":{"name":null}}                                 | 400 | FIELD_INVALID
                    {"variables":{"name":"half \\ud83d"}}                       | 400 | FIELD_INVALID
                    {"variables":"x"}                                           | 400 | FIELD_INVALID
                    {}                                                          | 422 | VARIABLES_MISMATCHED
                    {"version":7,"variables":{"name":"x"}}                      | 404 | VERSION_UNKNOWN
                    {"label":"staging","variables":{"name":"x"}}                | 404 | LABEL_UNKNOWN
                    """)
    void a_rendering_that_cannot_be_is_refused(String request, int status, String type) {
        arthur.published(prompt, text("Hello {{name}}").put("labels", JsonArray.of("production")));

        Response refused =
                arthur.request().contentType(ContentType.JSON).body(request).post("/v1/prompts/" + prompt + "/render");

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(refused.<String>path("type")).isEqualTo("urn:llmops:problem:" + type);
    }

    private static JsonObject rendering(int version, JsonObject variables) {
        return new JsonObject().put("version", version).put("variables", variables);
    }

    private static List<String> fields(JsonObject document) {
        return document.getJsonArray("errors", new JsonArray()).stream()
                .map(error -> ((JsonObject) error).getString("field"))
                .toList();
    }

    private static Provoked provoked(int status, Response answer, String... fields) {
        return new Provoked(status, answer, List.of(fields));
    }

    private record Provoked(int status, Response answer, List<String> fields) {}
}
