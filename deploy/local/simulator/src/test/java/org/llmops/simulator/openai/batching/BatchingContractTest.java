package org.llmops.simulator.openai.batching;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;

@QuarkusTest
class BatchingContractTest {

    @TestHTTPResource
    URI root;

    private Api api;

    @BeforeEach
    void callTheSimulator() {
        api = Api.openAi(root);
    }

    @Test
    void a_file_is_kept_until_it_is_deleted() {
        JsonObject file = upload("user_data", "line 1\r\nline 2").json();
        String path = "/v1/files/" + file.getString("id");
        assertThat(file.getInteger("bytes")).isEqualTo(14);
        assertThat(file.getString("filename")).isEqualTo("lines.jsonl");
        assertThat(api.get(path).json()).isEqualTo(file);
        assertThat(api.get(path + "/content").body()).isEqualTo("line 1\r\nline 2");
        assertThat(api.get("/v1/files?purpose=user_data").json().getJsonArray("data"))
                .contains(file);
        assertThat(api.delete(path).json().getBoolean("deleted")).isTrue();
        assertThat(api.get(path).status()).isEqualTo(404);
    }

    @Test
    void a_batch_is_completed_at_once_and_each_line_has_its_answer() {
        String input = upload("batch", """
                {"custom_id": "a", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "sim-small", "messages": [{"role": "user", "content": "!say Hi."}]}}
                {"custom_id": "b", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "gpt-5"}}
                """).json().getString("id");
        JsonObject batch = api.post("/v1/batches", """
                {"input_file_id": "%s", "endpoint": "/v1/chat/completions", "completion_window": "24h",
                 "metadata": {"team": "a"}}""".formatted(input)).json();
        assertThat(batch.getString("status")).isEqualTo("completed");
        assertThat(batch.getJsonObject("request_counts"))
                .isEqualTo(new JsonObject("{\"total\": 2, \"completed\": 1, \"failed\": 1}"));
        assertThat(api.get("/v1/batches/" + batch.getString("id")).json()).isEqualTo(batch);
        JsonObject answered = line(batch.getString("output_file_id"));
        assertThat(answered.getString("custom_id")).isEqualTo("a");
        assertThat(answered.encode()).contains("\"content\":\"Hi.\"");
        assertThat(line(batch.getString("error_file_id"))
                        .getJsonObject("response")
                        .getInteger("status_code"))
                .isEqualTo(404);
        assertThat(api.post("/v1/batches/" + batch.getString("id") + "/cancel", "")
                        .status())
                .isEqualTo(400);
    }

    private JsonObject line(String file) {
        return new JsonObject(api.get("/v1/files/" + file + "/content").body().strip());
    }

    private Api.Answer upload(String purpose, String content) {
        return api.upload(
                "/v1/files", "lines.jsonl", content.getBytes(StandardCharsets.UTF_8), Map.of("purpose", purpose));
    }
}
