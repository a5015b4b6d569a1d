package org.llmops.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.prompt.Registry.anyPrompt;
import static org.llmops.prompt.Registry.chat;
import static org.llmops.prompt.Registry.json;
import static org.llmops.prompt.Registry.message;
import static org.llmops.prompt.Registry.text;

import com.google.protobuf.Timestamp;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.prompt.v1.PromptKind;
import org.llmops.prompt.v1.PromptMessage;
import org.llmops.prompt.v1.PromptVersion;
import org.llmops.prompt.v1.ResolveRequest;
import org.llmops.prompt.v1.ResolveResponse;
import org.llmops.prompt.v1.TemplatePart;

@QuarkusTest
@WithTestResource(RealServers.class)
class PromptStoryAppTest {
    private final Registry arthur = Registry.as("arthur");
    private final Registry ava = Registry.as("ava");

    @Test
    void an_editor_publishes_and_labels_and_a_viewer_resolves() {
        String prompt = anyPrompt();
        Response first = arthur.publish(
                prompt,
                chat(message("system", "Answer as {{ persona }}."), message("user", "{{question}}"))
                        .put("config", new JsonObject("{\"model\":\"sim-small\",\"temperature\":0.2}"))
                        .put("commit_message", "First try"));
        arthur.published(prompt, chat(message("user", "v2 {{question}}")));
        arthur.move(prompt, "production", 1).then().statusCode(200);

        Response resolved = ava.get("/" + prompt + "/resolve");

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(first.header("Location")).endsWith("/v1/prompts/" + prompt + "/versions/1");
        assertThat(first.header("ETag")).isEqualTo("\"1\"");
        assertThat(resolved.header("ETag")).isEqualTo("\"1\"");
        assertThat(Instant.parse(resolved.path("published_at"))).isBeforeOrEqualTo(Instant.now());
        assertThat(json(resolved))
                .isEqualTo(new JsonObject()
                        .put("name", prompt)
                        .put("version", 1)
                        .put("label", "production")
                        .put("kind", "chat")
                        .put(
                                "messages",
                                JsonArray.of(
                                        message("system", "Answer as {{ persona }}."), message("user", "{{question}}")))
                        .put("variables", JsonArray.of("persona", "question"))
                        .put("config", new JsonObject("{\"model\":\"sim-small\",\"temperature\":0.2}"))
                        .put("commit_message", "First try")
                        .put("author", "arthur")
                        .put("published_at", resolved.path("published_at").toString()));
        assertThat(json(first)).isEqualTo(without(json(resolved), "label"));
        assertThat(json(ava.get("/" + prompt + "/versions/1"))).isEqualTo(json(first));
    }

    @Test
    void grpc_and_rest_resolve_the_same() {
        String prompt = anyPrompt();
        arthur.published(prompt, text("Say \\{{ to {{name}}!").put("labels", JsonArray.of("staging", "production")));
        arthur.published(prompt, text("two"));

        try (RegistryGrpc grpc = new RegistryGrpc()) {
            ResolveResponse byDefault = grpc.asRouterFor("acme")
                    .resolve(ResolveRequest.newBuilder().setName(prompt).build());
            ResolveResponse byLabel = grpc.asUser("ava")
                    .resolve(ResolveRequest.newBuilder()
                            .setName(prompt)
                            .setLabel("staging")
                            .build());
            ResolveResponse latest = grpc.asRouterFor("acme")
                    .resolve(ResolveRequest.newBuilder()
                            .setName(prompt)
                            .setLabel("latest")
                            .build());
            ResolveResponse byNumber = grpc.asRouterFor("acme")
                    .resolve(ResolveRequest.newBuilder()
                            .setName(prompt)
                            .setVersion(1)
                            .build());

            Instant publishedAt =
                    Instant.parse(ava.get("/" + prompt + "/resolve").path("published_at"));
            PromptVersion expected = PromptVersion.newBuilder()
                    .setName(prompt)
                    .setVersion(1)
                    .setKind(PromptKind.PROMPT_KIND_TEXT)
                    .addMessages(PromptMessage.newBuilder()
                            .setRole("user")
                            .addParts(TemplatePart.newBuilder().setText("Say {{ to "))
                            .addParts(TemplatePart.newBuilder().setVariable("name"))
                            .addParts(TemplatePart.newBuilder().setText("!")))
                    .addVariables("name")
                    .setCommitMessage("Because")
                    .setAuthor("arthur")
                    .setPublishedAt(Timestamp.newBuilder()
                            .setSeconds(publishedAt.getEpochSecond())
                            .setNanos(publishedAt.getNano()))
                    .build();
            assertThat(byDefault)
                    .isEqualTo(ResolveResponse.newBuilder()
                            .setVersion(expected)
                            .setLabel("production")
                            .build());
            assertThat(byLabel)
                    .isEqualTo(ResolveResponse.newBuilder()
                            .setVersion(expected)
                            .setLabel("staging")
                            .build());
            assertThat(byNumber)
                    .isEqualTo(ResolveResponse.newBuilder().setVersion(expected).build());
            assertThat(latest.getLabel()).isEqualTo("latest");
            assertThat(latest.getVersion().getVersion()).isEqualTo(2);
            assertThat(json(ava.get("/" + prompt + "/resolve?label=latest")).getInteger("version"))
                    .isEqualTo(2);
        }
    }

    @Test
    void a_service_resolves_for_the_workspace_it_names() {
        String prompt = anyPrompt();
        arthur.published(prompt, text("x").put("labels", JsonArray.of("production")));

        Response resolved = Registry.asService("router-service")
                .request()
                .header("X-Workspace", "acme")
                .get("/v1/prompts/" + prompt + "/resolve");

        assertThat(resolved.statusCode()).isEqualTo(200);
    }

    @Test
    void values_are_rendered_verbatim() {
        String prompt = anyPrompt();
        arthur.published(prompt, chat(message("system", "Be {{tone}}."), message("user", "{\"q\": \"{{q}}\"}")));

        assertThat(json(ava.render(
                        prompt,
                        new JsonObject()
                                .put("version", 1)
                                .put(
                                        "variables",
                                        new JsonObject().put("tone", "{{q}}").put("q", "\\{{tone}}")))))
                .isEqualTo(new JsonObject()
                        .put("name", prompt)
                        .put("version", 1)
                        .put("kind", "chat")
                        .put(
                                "messages",
                                JsonArray.of(
                                        message("system", "Be {{q}}."), message("user", "{\"q\": \"\\{{tone}}\"}"))));
    }

    @Test
    void what_did_not_change_is_not_sent_again() {
        String prompt = anyPrompt();
        arthur.published(prompt, text("one").put("labels", JsonArray.of("production")));
        arthur.published(prompt, text("two"));
        String resolve = "/v1/prompts/" + prompt + "/resolve";

        Response known = ava.request().header("If-None-Match", "\"1\"").get(resolve);
        Response weak = ava.request().header("If-None-Match", "\"7\", W/\"1\"").get(resolve);
        arthur.move(prompt, "production", 2).then().statusCode(200);
        Response moved = ava.request().header("If-None-Match", "\"1\"").get(resolve);
        Response version = ava.request().header("If-None-Match", "\"1\"").get("/v1/prompts/" + prompt + "/versions/1");

        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.asString()).isEmpty();
        assertThat(known.header("ETag")).isEqualTo("\"1\"");
        assertThat(known.headers().getValues("Vary")).contains("Authorization", "X-Workspace");
        assertThat(weak.statusCode()).isEqualTo(304);
        assertThat(moved.statusCode()).isEqualTo(200);
        assertThat(moved.header("ETag")).isEqualTo("\"2\"");
        assertThat(version.statusCode()).isEqualTo(304);
    }

    @Test
    void the_largest_prompt_is_kept_byte_by_byte() {
        String prompt = anyPrompt();
        String template = "ä😀\n\\ {{x}} \"".repeat(256 * 1024 / 18);
        arthur.published(prompt, text(template));

        try (RegistryGrpc grpc = new RegistryGrpc()) {
            PromptVersion version = grpc.asUser("ava")
                    .resolve(ResolveRequest.newBuilder()
                            .setName(prompt)
                            .setVersion(1)
                            .build())
                    .getVersion();

            assertThat(json(ava.get("/" + prompt + "/versions/1")).getString("text"))
                    .isEqualTo(template);
            assertThat(version.getMessages(0).getPartsList()).hasSize(2 * (256 * 1024 / 18) + 1);
        }
    }

    private static JsonObject without(JsonObject json, String field) {
        JsonObject rest = json.copy();
        rest.remove(field);
        return rest;
    }
}
