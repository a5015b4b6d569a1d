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
import org.llmops.simulator.Api.Answer;
import org.llmops.simulator.Api.Event;

@QuarkusTest
class ResponsesContractTest {

    private static final String PATH = "/v1/responses";

    @TestHTTPResource
    URI root;

    @Test
    void a_response_has_the_fields_of_the_real_one() {
        Answer answer = post("""
                {"model": "sim-large", "instructions": "Be kind.", "input": "!say Hello.", "temperature": 0.5}""");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.timeless()).isEqualTo(new JsonObject("""
                        {
                          "id": "resp_*", "object": "response", "created_at": 0, "completed_at": 0,
                          "status": "completed", "error": null, "incomplete_details": null,
                          "model": "sim-large", "service_tier": "default", "background": false,
                          "instructions": "Be kind.", "max_output_tokens": null, "max_tool_calls": null,
                          "metadata": {}, "parallel_tool_calls": true, "previous_response_id": null,
                          "reasoning": {"effort": null, "summary": null}, "store": true, "temperature": 0.5,
                          "text": {"format": {"type": "text"}}, "tool_choice": "auto", "tools": [],
                          "top_logprobs": 0, "top_p": 1.0, "truncation": "disabled", "user": null,
                          "output": [{
                            "id": "msg_*", "type": "message", "role": "assistant", "status": "completed",
                            "content": [{"type": "output_text", "text": "Hello.", "annotations": [], "logprobs": []}]
                          }],
                          "usage": {
                            "input_tokens": 16, "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
                            "output_tokens": 2, "output_tokens_details": {"reasoning_tokens": 0}, "total_tokens": 18
                          }
                        }"""));
    }

    @Test
    void a_streamed_text_has_the_events_of_the_real_one_numbered_from_zero() {
        List<Event> events = post("""
                        {"model": "sim-large", "input": "!say Hello.", "stream": true}""").events();
        assertThat(events)
                .extracting(Event::name)
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        for (int number = 0; number < events.size(); number++) {
            JsonObject event = events.get(number).json();
            assertThat(event.getInteger("sequence_number")).isEqualTo(number);
            assertThat(event.getString("type")).isEqualTo(events.get(number).name());
        }
        assertThat(events.get(4).timeless()).isEqualTo(new JsonObject("""
                        {"type": "response.output_text.delta", "sequence_number": 4, "item_id": "msg_*",
                         "output_index": 0, "content_index": 0, "delta": "Hello", "logprobs": []}"""));
    }

    @Test
    void a_streamed_call_has_the_events_of_the_real_one() {
        List<Event> events = post("""
                        {"model": "sim-large", "stream": true, "input": [
                            {"role": "user", "content": [{"type": "input_text", "text": "!tool clock {\\"zone\\":1}"}]}]}""").events();
        assertThat(events.stream().map(Event::name).distinct())
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.function_call_arguments.delta",
                        "response.function_call_arguments.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(events.stream()
                        .filter(event -> event.name().equals("response.function_call_arguments.delta"))
                        .map(event -> event.json().getString("delta"))
                        .collect(Collectors.joining()))
                .isEqualTo("{\"zone\":1}");
        assertThat(events.get(events.size() - 2).timeless())
                .isEqualTo(new JsonObject("""
                        {"type": "response.output_item.done", "sequence_number": %d, "output_index": 0,
                         "item": {"id": "fc_*", "type": "function_call", "status": "completed", "call_id": "call_*",
                                  "name": "clock", "arguments": "{\\"zone\\":1}"}}""".formatted(events.size() - 2)));
    }

    @Test
    void the_last_event_of_a_stream_shows_the_response_that_is_answered_without_streaming() {
        String request = "{\"model\": \"sim-large\", \"input\": \"Why?\\n!reasoning 5\"%s}";
        JsonObject whole = post(request.formatted("")).timeless();
        JsonObject last =
                post(request.formatted(", \"stream\": true")).events().getLast().timeless();
        assertThat(last.getJsonObject("response")).isEqualTo(whole);
    }

    @Test
    void a_thought_is_an_item_whose_summary_is_shown_on_demand() {
        String request = "{\"model\": \"sim-large\", \"input\": \"!say Hi\", \"reasoning\": {\"effort\": \"low\"%s}%s}";
        assertThat(post(request.formatted("", ""))
                        .json()
                        .getJsonArray("output")
                        .getJsonObject(0)
                        .getJsonArray("summary"))
                .isEmpty();
        List<Event> events = post(request.formatted(", \"summary\": \"auto\"", ", \"stream\": true"))
                .events();
        assertThat(events.stream().map(Event::name).distinct())
                .startsWith(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.reasoning_summary_part.added",
                        "response.reasoning_summary_text.delta",
                        "response.reasoning_summary_text.done",
                        "response.reasoning_summary_part.done",
                        "response.output_item.done");
        JsonObject last = events.getLast().json().getJsonObject("response");
        assertThat(last.getJsonArray("output").getJsonObject(0).getString("type"))
                .isEqualTo("reasoning");
        assertThat(last.getJsonObject("usage")
                        .getJsonObject("output_tokens_details")
                        .getInteger("reasoning_tokens"))
                .isEqualTo(16);
    }

    @Test
    void a_response_at_its_token_limit_is_incomplete() {
        Answer whole = post("{\"model\": \"sim-large\", \"input\": \"!words 9\", \"max_output_tokens\": 2}");
        assertThat(whole.json().getString("status")).isEqualTo("incomplete");
        assertThat(whole.json().getJsonObject("incomplete_details").getString("reason"))
                .isEqualTo("max_output_tokens");
        assertThat(whole.json().getJsonObject("usage").getInteger("output_tokens"))
                .isEqualTo(2);
        Event last =
                post("{\"model\": \"sim-large\", \"input\": \"!words 9\", \"max_output_tokens\": 2, \"stream\": true}")
                        .events()
                        .getLast();
        assertThat(last.name()).isEqualTo("response.incomplete");
    }

    @Test
    void the_output_of_a_function_is_answered_in_words() {
        JsonObject response = post("""
                        {"model": "sim-large", "input": [
                            {"role": "user", "content": "!tool clock {}"},
                            {"type": "function_call", "call_id": "call_1", "name": "clock", "arguments": "{}"},
                            {"type": "function_call_output", "call_id": "call_1", "output": "noon"}]}""").json();
        assertThat(response.getJsonArray("output").encode()).contains("The tool answered: \\\"noon\\\"");
    }

    private Answer post(String body) {
        return Api.openAi(root).post(PATH, body);
    }
}
