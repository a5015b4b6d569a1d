package org.llmops.simulator.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Event;

@QuarkusTest
class CompletionsContractTest {

    private static final String PATH = "/v1/completions";

    @TestHTTPResource
    URI root;

    @Test
    void a_completion_has_the_fields_of_the_real_one() {
        assertThat(Api.openAi(root)
                        .post(PATH, "{\"model\": \"sim-small\", \"prompt\": \"!say Hi there\"}")
                        .timeless())
                .isEqualTo(new JsonObject("""
                        {"id": "cmpl-*", "object": "text_completion", "created": 0, "model": "sim-small",
                         "choices": [{"index": 0, "text": "Hi there", "logprobs": null, "finish_reason": "stop"}],
                         "usage": {"prompt_tokens": 10, "completion_tokens": 2, "total_tokens": 12,
                            "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
                            "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0,
                              "accepted_prediction_tokens": 0, "rejected_prediction_tokens": 0}}}"""));
    }

    @Test
    void each_prompt_has_its_answers_whole_and_streamed() {
        String request =
                "{\"model\": \"sim-small\", \"prompt\": [\"!say a b\", \"!say c\"], \"n\": 2, \"logprobs\": 1%s}";
        JsonObject whole = Api.openAi(root).post(PATH, request.formatted("")).json();
        assertThat(whole.getJsonArray("choices").stream().map(choice -> ((JsonObject) choice).getString("text")))
                .containsExactly("a b", "a b", "c", "c");
        assertThat(whole.getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("logprobs")
                        .fieldNames())
                .containsExactly("tokens", "token_logprobs", "top_logprobs", "text_offset");
        List<Event> events = Api.openAi(root)
                .post(PATH, request.formatted(", \"stream\": true, \"stream_options\": {\"include_usage\": true}"))
                .events();
        assertThat(events.getLast().data()).isEqualTo("[DONE]");
        assertThat(events.get(events.size() - 2).json().getJsonObject("usage")).isEqualTo(whole.getJsonObject("usage"));
        assertThat(events.subList(0, events.size() - 2).stream()
                        .map(event -> event.json()
                                .getJsonArray("choices")
                                .getJsonObject(0)
                                .getString("text"))
                        .collect(Collectors.joining()))
                .isEqualTo("a ba bcc");
    }

    @Test
    void a_text_is_flagged_for_what_it_names() {
        JsonObject moderation = Api.openAi(root)
                .post("/v1/moderations", "{\"model\": \"sim-moderation\", \"input\": [\"Peace\", \"Violence!\"]}")
                .json();
        assertThat(moderation.getJsonArray("results").getJsonObject(0).getBoolean("flagged"))
                .isFalse();
        JsonObject flagged = moderation.getJsonArray("results").getJsonObject(1);
        assertThat(flagged.getBoolean("flagged")).isTrue();
        assertThat(flagged.getJsonObject("categories").getBoolean("violence")).isTrue();
        assertThat(flagged.getJsonObject("categories").getBoolean("hate")).isFalse();
    }
}
