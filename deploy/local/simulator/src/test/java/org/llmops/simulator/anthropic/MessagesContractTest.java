package org.llmops.simulator.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.llmops.simulator.Api;
import org.llmops.simulator.Api.Answer;
import org.llmops.simulator.Api.Event;

@QuarkusTest
class MessagesContractTest {

    @TestHTTPResource
    URI root;

    @Test
    void a_message_has_the_fields_of_the_real_one() {
        Answer answer = post("!say Hi there\\n!cached 4", 100, ", \"system\": \"Be kind.\"");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("request-id")).matches("req_[0-9A-Za-z]{24}");
        assertThat(answer.timeless()).isEqualTo(new JsonObject("""
                        {
                          "id": "msg_*", "type": "message", "role": "assistant", "model": "sim-claude",
                          "content": [{"type": "text", "text": "Hi there"}],
                          "stop_reason": "end_turn", "stop_sequence": null,
                          "usage": {
                            "input_tokens": 15, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 4,
                            "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
                            "output_tokens": 2, "service_tier": "standard"
                          }
                        }"""));
    }

    @Test
    void a_streamed_message_has_the_events_of_the_real_one() {
        Answer answer = post("!say Hi there", 100, ", \"stream\": true");
        assertThat(answer.header("content-type")).isEqualTo("text/event-stream; charset=utf-8");
        assertThat(answer.events())
                .extracting(Event::name, Event::timeless)
                .containsExactly(
                        event("message_start", """
                                {"type": "message_start", "message": {
                                    "id": "msg_*", "type": "message", "role": "assistant", "model": "sim-claude",
                                    "content": [], "stop_reason": null, "stop_sequence": null,
                                    "usage": {"input_tokens": 10, "cache_creation_input_tokens": 0,
                                        "cache_read_input_tokens": 0,
                                        "cache_creation": {"ephemeral_5m_input_tokens": 0, "ephemeral_1h_input_tokens": 0},
                                        "output_tokens": 1, "service_tier": "standard"}}}"""),
                        event("content_block_start", """
                                {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}}"""),
                        event("ping", "{\"type\": \"ping\"}"),
                        event("content_block_delta", """
                                {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": "Hi"}}"""),
                        event("content_block_delta", """
                                {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": " there"}}"""),
                        event("content_block_stop", "{\"type\": \"content_block_stop\", \"index\": 0}"),
                        event("message_delta", """
                                {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": null},
                                 "usage": {"input_tokens": 10, "cache_creation_input_tokens": 0,
                                     "cache_read_input_tokens": 0, "output_tokens": 2}}"""),
                        event("message_stop", "{\"type\": \"message_stop\"}"));
    }

    @Test
    void thoughts_are_signed_and_refused_when_they_come_back_changed() {
        String thinking = ", \"thinking\": {\"type\": \"enabled\", \"budget_tokens\": 1024}";
        JsonObject thought =
                post("Hi", 2_000, thinking).json().getJsonArray("content").getJsonObject(0);
        assertThat(thought.getString("thinking").split(" ")).hasSize(64);
        List<Event> events = post("Hi", 2_000, thinking + ", \"stream\": true").events();
        assertThat(delta(events, "thinking_delta", "thinking")).isEqualTo(thought.getString("thinking"));
        assertThat(delta(events, "signature_delta", "signature")).isEqualTo(thought.getString("signature"));
        assertThat(reply(thought).status()).isEqualTo(200);
        assertThat(reply(thought.put("thinking", "Another thought")).body()).contains("Invalid `signature`");
        assertThat(post("Hi", 1_024, thinking).status()).isEqualTo(400);
    }

    private Answer reply(JsonObject thought) {
        return Api.anthropic(root).post("/v1/messages", """
                {"model": "sim-claude", "max_tokens": 50, "messages": [
                    {"role": "user", "content": "Hi"},
                    {"role": "assistant", "content": [%s, {"type": "text", "text": "Hello"}]},
                    {"role": "user", "content": "Go on"}]}""".formatted(thought));
    }

    private static String delta(List<Event> events, String type, String field) {
        return events.stream()
                .filter(event -> event.data().contains("\"" + type + "\""))
                .map(event -> event.json().getJsonObject("delta").getString(field))
                .collect(Collectors.joining());
    }

    @Test
    void what_is_marked_is_written_to_the_cache_once_and_then_read() {
        String system = ", \"system\": [{\"type\": \"text\", \"text\": \"Be kind " + System.nanoTime()
                + "\", \"cache_control\": {\"type\": \"ephemeral\", \"ttl\": \"1h\"}}]";
        JsonObject first = post("Hi", 50, system).json().getJsonObject("usage");
        JsonObject second = post("Hi", 50, system).json().getJsonObject("usage");
        int written = first.getInteger("cache_creation_input_tokens");
        assertThat(written).isPositive();
        assertThat(first.getJsonObject("cache_creation").getInteger("ephemeral_1h_input_tokens"))
                .isEqualTo(written);
        assertThat(second.getInteger("cache_read_input_tokens")).isEqualTo(written);
        assertThat(second.getInteger("cache_creation_input_tokens")).isZero();
        assertThat(second.getInteger("input_tokens")).isEqualTo(first.getInteger("input_tokens"));
    }

    @Test
    void a_tool_is_used_on_demand() {
        JsonObject message = post("!say Let me look.\\n!tool clock {\\\"zone\\\":1}", 100, "")
                .timeless();
        assertThat(message.getString("stop_reason")).isEqualTo("tool_use");
        assertThat(message.getJsonArray("content").encode())
                .isEqualTo("[{\"type\":\"text\",\"text\":\"Let me look.\"},"
                        + "{\"type\":\"tool_use\",\"id\":\"toolu_*\",\"name\":\"clock\",\"input\":{\"zone\":1}}]");
    }

    @Test
    void a_streamed_tool_use_comes_in_pieces_of_its_input() {
        List<Event> events =
                post("!tool clock {\\\"zone\\\":1}", 100, ", \"stream\": true").events();
        assertThat(events.get(1).timeless()).isEqualTo(new JsonObject("""
                        {"type": "content_block_start", "index": 0,
                         "content_block": {"type": "tool_use", "id": "toolu_*", "name": "clock", "input": {}}}"""));
        assertThat(events.stream()
                        .filter(event -> event.name().equals("content_block_delta"))
                        .map(event -> event.json().getJsonObject("delta").getString("partial_json"))
                        .collect(Collectors.joining()))
                .isEqualTo("{\"zone\":1}");
    }

    @Test
    void streamed_and_whole_messages_have_the_same_text_and_the_same_usage() {
        String prompt = "Tell <EMAIL_ADDRESS_1> about 世界\\n!cached 4\\n!reasoning 9";
        JsonObject whole = post(prompt, 500, "").json();
        List<Event> events = post(prompt, 500, ", \"stream\": true").events();
        JsonObject usage = events.get(events.size() - 2).json().getJsonObject("usage");
        assertThat(usage)
                .isNotEmpty()
                .allSatisfy(field -> assertThat(field.getValue())
                        .isEqualTo(whole.getJsonObject("usage").getValue(field.getKey())));
        assertThat(events.stream()
                        .filter(event -> event.name().equals("content_block_delta"))
                        .map(event -> event.json().getJsonObject("delta").getString("text"))
                        .collect(Collectors.joining()))
                .isEqualTo(whole.getJsonArray("content").getJsonObject(0).getString("text"));
    }

    @Test
    void the_token_limit_and_stop_sequences_are_kept() {
        JsonObject cut = post("!words 9", 3, "").json();
        assertThat(cut.getString("stop_reason")).isEqualTo("max_tokens");
        assertThat(cut.getJsonObject("usage").getInteger("output_tokens")).isEqualTo(3);
        JsonObject stopped =
                post("!words 9", 90, ", \"stop_sequences\": [\" is\"]").json();
        assertThat(stopped.getString("stop_reason")).isEqualTo("stop_sequence");
        assertThat(stopped.getString("stop_sequence")).isEqualTo(" is");
        assertThat(stopped.getJsonArray("content").getJsonObject(0).getString("text"))
                .isEqualTo("every answer here");
    }

    @Test
    void a_tool_result_inside_of_a_users_message_is_answered_in_words() {
        Answer answer = Api.anthropic(root).post("/v1/messages", """
                        {"model": "sim-claude", "max_tokens": 99, "messages": [
                            {"role": "user", "content": "!tool clock {}"},
                            {"role": "assistant", "content": [{"type": "tool_use", "id": "toolu_1", "name": "clock", "input": {}}]},
                            {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_1", "content": "noon"}]}]}""");
        assertThat(answer.json().getJsonArray("content").getJsonObject(0).getString("text"))
                .startsWith("The tool answered: \"noon\"");
    }

    @Test
    void a_token_count_is_what_the_message_reports_as_its_input() {
        String request = """
                {"model": "sim-claude", "system": [{"type": "text", "text": "Be kind."}],
                 "messages": [{"role": "user", "content": [{"type": "text", "text": "Hello!"},
                     {"type": "image", "source": {"type": "url", "url": "https://example.com/a.png"}}]}]%s}""";
        JsonObject count = Api.anthropic(root)
                .post("/v1/messages/count_tokens", request.formatted(""))
                .json();
        JsonObject message = Api.anthropic(root)
                .post("/v1/messages", request.formatted(", \"max_tokens\": 1"))
                .json();
        assertThat(count).isEqualTo(new JsonObject("{\"input_tokens\": 99}"));
        assertThat(message.getJsonObject("usage").getInteger("input_tokens")).isEqualTo(99);
    }

    private Answer post(String user, int maxTokens, String more) {
        return Api.anthropic(root)
                .post(
                        "/v1/messages",
                        "{\"model\": \"sim-claude\", \"max_tokens\": " + maxTokens
                                + ", \"messages\": [{\"role\": \"user\", \"content\": \"" + user + "\"}]" + more + "}");
    }

    private static Tuple event(String name, String data) {
        return Tuple.tuple(name, new JsonObject(data));
    }
}
