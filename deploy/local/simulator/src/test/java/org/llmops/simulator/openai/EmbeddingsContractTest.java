package org.llmops.simulator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;
import org.llmops.simulator.answering.Embedding;

@QuarkusTest
class EmbeddingsContractTest {

    @TestHTTPResource
    URI root;

    @Test
    void a_list_of_embeddings_has_the_fields_of_the_real_one() {
        JsonArray hello = Embedding.ofText("hello", 3).floats();
        JsonArray bye = Embedding.ofText("bye bye", 3).floats();
        assertThat(embed("[\"hello\", \"bye bye\"]", ", \"dimensions\": 3").encode())
                .isEqualTo(new JsonObject("""
                        {"object": "list",
                         "data": [{"object": "embedding", "index": 0, "embedding": %s},
                                  {"object": "embedding", "index": 1, "embedding": %s}],
                         "model": "sim-embed",
                         "usage": {"prompt_tokens": 3, "total_tokens": 3}}""".formatted(hello, bye)).encode());
    }

    @Test
    void base64_is_answered_when_asked_for() {
        assertThat(embedding(embed("\"hello\"", ", \"encoding_format\": \"base64\"")))
                .isEqualTo(Embedding.ofText("hello", 1536).base64());
    }

    @Test
    void tokens_are_embedded_like_texts() {
        JsonObject one = embed("[1, 2, 3]", "");
        JsonObject nested = embed("[[1, 2, 3], [4]]", "");
        assertThat(one.getJsonObject("usage").getInteger("prompt_tokens")).isEqualTo(3);
        assertThat(nested.getJsonObject("usage").getInteger("prompt_tokens")).isEqualTo(4);
        assertThat(nested.getJsonArray("data")).hasSize(2);
        assertThat(embedding(nested)).isEqualTo(embedding(one));
    }

    private JsonObject embed(String input, String more) {
        return Api.openAi(root)
                .post("/v1/embeddings", "{\"model\": \"sim-embed\", \"input\": " + input + more + "}")
                .json();
    }

    private static Object embedding(JsonObject list) {
        return list.getJsonArray("data").getJsonObject(0).getValue("embedding");
    }
}
