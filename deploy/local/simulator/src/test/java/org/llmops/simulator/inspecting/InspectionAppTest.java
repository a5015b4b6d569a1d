package org.llmops.simulator.inspecting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;

@QuarkusTest
class InspectionAppTest {

    private static final String CHAT = "/v1/chat/completions";

    @TestHTTPResource
    URI root;

    private Api api;

    @BeforeEach
    void forget() {
        api = Api.openAi(root);
        assertThat(api.delete("/sim/requests").status()).isEqualTo(204);
    }

    @Test
    void a_request_is_kept_as_received_but_for_its_key() {
        String body =
                "{ \"model\":\"sim-small\",  \"messages\": [{\"role\": \"user\", \"content\": \"é <EMAIL_ADDRESS_1>\"}]}";
        api.with("x-llmops-call-id", "7").post(CHAT, body);
        JsonObject request = onlyRequest();
        assertThat(request.getString("id")).startsWith("req_");
        assertThat(request.getInstant("received_at")).isNotNull();
        JsonObject headers = (JsonObject) request.remove("headers");
        assertThat(headers.getString("authorization")).isEqualTo("…1234");
        assertThat(headers.getString("x-llmops-call-id")).isEqualTo("7");
        request.remove("id");
        request.remove("received_at");
        assertThat(request)
                .isEqualTo(new JsonObject()
                        .put("method", "POST")
                        .put("path", CHAT)
                        .put("model", "sim-small")
                        .put("body", body)
                        .put("status", 200)
                        .put("outcome", "completed")
                        .put("frames_written", 1));
    }

    @Test
    void a_refused_request_is_kept_too() {
        api.post(CHAT, "{\"model\": \"gpt-5\"}");
        JsonObject request = onlyRequest();
        assertThat(request.getString("model")).isEqualTo("gpt-5");
        assertThat(request.getInteger("status")).isEqualTo(404);
        assertThat(request.getString("outcome")).isEqualTo("completed");
    }

    @Test
    void a_client_that_leaves_stops_the_generation() throws Exception {
        leaveAfterTheFirstLine(api.with("x-sim-tokens-per-second", "50"), "sim-small", 1_000);
        await().until(() -> onlyRequest().getString("outcome").equals("cancelled"));
        int written = onlyRequest().getInteger("frames_written");
        assertThat(written).isBetween(1, 500);
        await().during(Duration.ofMillis(200)).until(() -> onlyRequest().getInteger("frames_written") == written);
    }

    @Test
    void a_client_that_leaves_a_stalled_stream_has_cancelled_it() throws Exception {
        leaveAfterTheFirstLine(api, "sim-stall", 20);
        await().until(() -> onlyRequest().getString("outcome").equals("cancelled"));
    }

    @Test
    void a_cut_answer_is_neither_completed_nor_cancelled() throws Exception {
        leaveAfterTheFirstLine(api, "sim-cut", 20);
        await().until(() -> onlyRequest().getString("outcome").equals("cut"));
    }

    @Test
    void only_the_last_hundred_requests_are_kept_oldest_first() {
        for (int number = 0; number < 103; number++) {
            api.get("/v1/models/" + number);
        }
        JsonArray requests = requests();
        assertThat(requests).hasSize(100);
        assertThat(requests.getJsonObject(0).getString("path")).isEqualTo("/v1/models/3");
        assertThat(requests.getJsonObject(99).getString("path")).isEqualTo("/v1/models/102");
    }

    @Test
    void fewer_requests_are_kept_when_their_bodies_are_large() {
        for (int number = 0; number < 5; number++) {
            api.post(CHAT, " ".repeat(5 << 20));
        }
        assertThat(requests()).hasSize(3);
    }

    @Test
    void the_simulator_is_up() {
        assertThat(Api.without(root).get("/q/health/ready").json())
                .isEqualTo(new JsonObject("{\"status\": \"UP\", \"checks\": []}"));
    }

    private static void leaveAfterTheFirstLine(Api api, String model, int words) throws Exception {
        String body =
                "{\"model\": \"%s\", \"stream\": true, \"messages\": [{\"role\": \"user\", \"content\": \"!words %d\"}]}"
                        .formatted(model, words);
        try (Stream<String> lines = api.open(CHAT, body).body()) {
            assertThat(lines.findFirst()).isPresent();
        }
    }

    private JsonObject onlyRequest() {
        assertThat(requests()).hasSize(1);
        return requests().getJsonObject(0);
    }

    private JsonArray requests() {
        return api.get("/sim/requests").json().getJsonArray("requests");
    }
}
