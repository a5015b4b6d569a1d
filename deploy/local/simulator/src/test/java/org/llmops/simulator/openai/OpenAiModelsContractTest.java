package org.llmops.simulator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;

@QuarkusTest
class OpenAiModelsContractTest {

    @TestHTTPResource
    URI root;

    @Test
    void the_list_names_every_model_of_this_api_once() {
        JsonObject list = Api.openAi(root).get("/v1/models").json();
        assertThat(list.getString("object")).isEqualTo("list");
        assertThat(list.getJsonArray("data").stream().map(model -> ((JsonObject) model).getString("id")))
                .containsExactly(
                        "sim-small",
                        "sim-large",
                        "sim-reasoner",
                        "sim-bench",
                        "sim-bench-stream",
                        "sim-slow",
                        "sim-rate-limited",
                        "sim-error",
                        "sim-overloaded",
                        "sim-unauthorized",
                        "sim-context-length",
                        "sim-stall",
                        "sim-cut",
                        "sim-malformed",
                        "sim-stream-error",
                        "sim-embed",
                        "sim-moderation",
                        "sim-image",
                        "sim-voice",
                        "sim-scribe",
                        "sim-rerank");
    }

    @Test
    void one_model_has_the_fields_of_the_real_one() {
        assertThat(Api.openAi(root).get("/v1/models/sim-small").json()).isEqualTo(new JsonObject("""
                        {"id": "sim-small", "object": "model", "created": 1735689600, "owned_by": "simulator"}"""));
    }

    @Test
    void an_unknown_model_is_not_found() {
        assertThat(Api.openAi(root).get("/v1/models/gpt-5").status()).isEqualTo(404);
    }
}
