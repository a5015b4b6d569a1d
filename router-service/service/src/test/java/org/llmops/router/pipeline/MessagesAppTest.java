package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.body.Json;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.wire.messages.MessagesFormat;

/** Clients that speak Anthropic's Messages API, whatever the provider speaks. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class MessagesAppTest {
    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    @Inject
    FakePeers peers;

    @BeforeEach
    void enforce() {
        peers.guardrails().enforceIn("globex");
    }

    @AfterEach
    void lift() {
        peers.guardrails().liftIn("globex");
    }

    @Test
    void aMessagePassesUnchangedThroughAProviderThatSpeaksThem() {
        Client.Reply reply = post(
                scenarios.acme(),
                "/v1/messages",
                "{ \"model\":\"claude\", \"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9\"}],\"metadata\":{\"user_id\":\"u7\"},\"x\":1.50 }",
                more -> more.header("anthropic-beta", "context-1m-2025-08-07")
                        .header("anthropic-version", "2023-06-01"));

        assertThat(reply.body())
                .isEqualTo(
                        "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\",\"x_unknown\":1,"
                                + "\"content\":[{\"type\":\"text\",\"text\":\"hé\"}],\"stop_reason\":\"end_turn\","
                                + "\"usage\":{\"input_tokens\":60,\"cache_read_input_tokens\":40,\"output_tokens\":10}}");
        assertThat(provider.lastRequest())
                .isEqualTo(
                        "{ \"model\":\"claude\", \"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"h\\u00e9\"}],\"metadata\":{\"user_id\":\"u7\"},\"x\":1.50 }");
        assertThat(provider.lastHeaders().get("anthropic-beta")).isEqualTo("context-1m-2025-08-07");
        assertThat(provider.lastHeaders().get("x-api-key")).isEqualTo("sk-ant");
        assertThat(provider.lastHeaders().contains("authorization")).isFalse();
        assertThat(reply.header("request-id")).isEqualTo(reply.header("x-llmops-call-id"));
        CallRecord record = scenarios.record(reply);
        assertThat(record.getSurface()).isEqualTo("anthropic.messages");
        assertThat(record.getOperation()).isEqualTo("chat");
        assertThat(record.getCaller().getEndUser()).isEqualTo("u7");
        assertThat(record.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(record.getUsage().getCacheReadTokens()).isEqualTo(40);
        assertThat(record.getFinishReason()).isEqualTo("stop");
    }

    @Test
    void aStreamPassesWithItsThoughtsAndTools() throws Exception {
        Client.Reply reply = post(
                scenarios.acme(),
                "/v1/messages",
                "{\"model\":\"claude\",\"max_tokens\":50,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"use a tool\"}]}");

        assertThat(reply.header("content-type")).startsWith("text/event-stream");
        assertThat(reply.body())
                .startsWith("event: message_start\ndata: {\"type\":\"message_start\"")
                .doesNotContain("[DONE]");
        assertThat(reply.events()).last().isEqualTo("{\"type\":\"message_stop\"}");
        assertThat(whole(reply).path("content")).isEqualTo(Client.json("""
                [{"type":"thinking","thinking":"A tool?","signature":"sig-1"},
                 {"type":"tool_use","id":"toolu_1","name":"look","input":{"at":"the sky"}},
                 {"type":"tool_use","id":"toolu_2","name":"now","input":{}}]"""));
        CallRecord record = scenarios.record(reply);
        assertThat(record.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(Client.json(record.getResponse().getJson())
                        .at("/content/1/input/at")
                        .asText())
                .isEqualTo("the sky");
    }

    @Test
    void aProviderThatSpeaksChatCompletionsIsAskedInThem() {
        Client.Reply reply = post(scenarios.acme(), "/v1/messages", """
                {"model":"echo","max_tokens":50,"system":"Be brief","stop_sequences":["END"],
                 "messages":[{"role":"user","content":[{"type":"text","text":"Hello"}]}],
                 "tools":[{"name":"look","input_schema":{"type":"object"},"cache_control":{"type":"ephemeral"}}]}""");

        assertThat(reply.json()).isEqualTo(Client.json("""
                {"id":"chatcmpl-1","type":"message","role":"assistant","model":"echo",
                 "content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,
                 "usage":{"input_tokens":60,"cache_creation_input_tokens":0,"cache_read_input_tokens":40,"output_tokens":10}}"""));
        assertThat(Client.json(provider.lastRequest())).isEqualTo(Client.json("""
                {"messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Hello"}],
                 "model":"echo","max_completion_tokens":50,"stop":["END"],
                 "tools":[{"type":"function","function":{"name":"look","parameters":{"type":"object"}}}]}"""));
        assertThat(provider.lastHeaders().contains("anthropic-version")).isFalse();
        assertThat(scenarios.record(reply).getUsage().getCacheReadTokens()).isEqualTo(40);
    }

    @Test
    void aStreamOfChatCompletionsIsToldAsEventsOfAMessage() throws Exception {
        Client.Reply reply = post(scenarios.acme(), "/v1/messages", streamed("echo", "One two three"));

        assertThat(names(reply))
                .startsWith("message_start", "content_block_start", "content_block_delta")
                .endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(whole(reply).path("content"))
                .isEqualTo(Client.json("[{\"type\":\"text\",\"text\":\"One two three\"}]"));
        assertThat(whole(reply).path("usage").path("output_tokens").asInt()).isEqualTo(10);
        CallRecord record = scenarios.record(reply);
        assertThat(record.getUsage().getEstimated()).isFalse();
        assertThat(Client.json(record.getResponse().getJson())
                        .at("/content/0/text")
                        .asText())
                .isEqualTo("One two three");
    }

    @Test
    void aChatClientHearsAnthropicsThoughtsAndTools() {
        Client.Reply reply = scenarios
                .acme()
                .chat("{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"use a tool\"}]}");

        assertThat(reply.json().at("/choices/0/message")).isEqualTo(Client.json("""
                {"role":"assistant","content":null,"reasoning_content":"A tool?",
                 "thinking_blocks":[{"type":"thinking","thinking":"A tool?","signature":"sig-1"}],"refusal":null,
                 "tool_calls":[{"id":"toolu_1","type":"function","function":{"name":"look","arguments":"{\\"at\\":\\"the sky\\"}"}},
                               {"id":"toolu_2","type":"function","function":{"name":"now","arguments":"{}"}}]}"""));
    }

    @Test
    void aRouteFallsBackToAProviderOfTheOtherKind() throws Exception {
        Client.Reply reply = post(scenarios.acme(), "/v1/messages", streamed("route:steady", "Hello there"));

        assertThat(whole(reply).at("/content/0/text").asText()).isEqualTo("Hello there");
        assertThat(reply.header("x-llmops-model")).isEqualTo("antic/claude");
    }

    @Test
    void aPromptOfTheRegistryIsPutIntoAMessagesRequest() {
        Client.Reply reply = post(scenarios.acme(), "/v1/messages", """
                {"prompt":{"id":"greeting","version":2,"variables":{"name":"Ada","tone":"kind"}},"model":"claude",
                 "system":"Own words","messages":[{"role":"user","content":"Bye"}]}""");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-llmops-prompt-version")).isEqualTo("2");
        assertThat(Client.json(provider.lastRequest())).isEqualTo(Client.json("""
                {"temperature":0.50,"model":"claude","max_tokens":100,
                 "system":[{"type":"text","text":"Version 2, be kind"},{"type":"text","text":"Own words"}],
                 "messages":[{"role":"user","content":"Hello Ada"},{"role":"user","content":"Bye"}]}"""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude", "echo"})
    void theModelSeesPlaceholdersAndTheClientTheOriginals(String model) throws Exception {
        String content = "Write to ada@example.com or bob@example.com";

        Client.Reply streamed = post(scenarios.globex(), "/v1/messages", streamed(model, content));
        Client.Reply whole = post(scenarios.globex(), "/v1/messages", whole(model, content));

        assertThat(provider.lastRequest()).contains("Write to <EMAIL_ADDRESS_1> or <EMAIL_ADDRESS_2>");
        assertThat(whole(streamed).at("/content/0/text").asText()).isEqualTo(content);
        assertThat(names(streamed)).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(whole.json().at("/content/0/text").asText()).isEqualTo(content);
        CallRecord record = scenarios.record(streamed);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(record.toString()).doesNotContain("ada@example.com");
    }

    @Test
    void nothingThatAPolicyBlocksReachesTheClient() throws Exception {
        Client globex = scenarios.globex();
        Client.Reply asked = post(globex, "/v1/messages", streamed("claude", "Say FORBIDDEN things"));
        Client.Reply streamed = post(globex, "/v1/messages", streamed("rude", "one two three four"));
        Client.Reply whole = post(globex, "/v1/messages", whole("rude", "one"));

        assertError(asked, 400, "invalid_request_error", "policy");
        assertThat(streamed.body()).doesNotContain("FORB");
        assertThat(names(streamed)).startsWith("message_start").endsWith("message_delta", "message_stop");
        assertThat(whole(streamed).path("stop_reason").asText()).isEqualTo("refusal");
        assertThat(whole.json().path("content")).isEmpty();
        assertThat(whole.json().path("stop_reason").asText()).isEqualTo("refusal");
        for (Client.Reply reply : List.of(asked, streamed, whole)) {
            assertThat(scenarios.record(reply).getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
        }
    }

    @Test
    void whatAStreamQuotesIsScreenedLikeWhatItSays() {
        Client globex = scenarios.globex();
        Client.Reply restored = post(globex, "/v1/messages", streamed("claude", "quote ada@example.com"));
        Client.Reply blocked = post(globex, "/v1/messages", streamed("claude", "quote rudely"));

        assertThat(provider.requests()).anyMatch(request -> request.contains("quote <EMAIL_ADDRESS_1>"));
        assertThat(restored.events().stream()
                        .map(Client::json)
                        .filter(event -> event.at("/delta/type").asText().equals("citations_delta"))
                        .map(event -> event.path("delta")))
                .hasSize(2)
                .containsOnly(Client.json("""
                        {"type":"citations_delta",
                         "citation":{"type":"char_location","cited_text":"quote ada@example.com","document_index":0}}"""));
        assertThat(names(restored)).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(blocked.body()).doesNotContain("FORBIDDEN").contains("\"refusal\"");
        assertThat(scenarios.record(blocked).getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
    }

    @Test
    void theKeyComesInTheHeaderOfAnthropicsClients() {
        Client acme = scenarios.acme();
        String request = whole("claude", "Hi");

        Client.Reply anthropics =
                new Client("").post("/v1/messages", request, more -> more.header("x-api-key", acme.key()));
        Client.Reply twoKeys = acme.post("/v1/messages", request, more -> more.header("x-api-key", acme.key()));

        assertThat(twoKeys.status()).isEqualTo(401);
        assertThat(twoKeys.json().at("/error/type").asText()).isEqualTo("authentication_error");
        assertThat(anthropics.status()).isEqualTo(200);
        assertThat(new Client("").post("/v1/messages", request, more -> more).status())
                .isEqualTo(401);
    }

    @Test
    void whatIsWrongIsSaidInAnthropicsShape() {
        Client acme = scenarios.acme();

        Client.Reply unknown = post(acme, "/v1/messages", streamed("nobody", "Hi"));
        Client.Reply malformed = post(acme, "/v1/messages", "{\"model\":\"claude\",");
        Client.Reply unbounded = post(acme, "/v1/messages", "{\"model\":\"claude\",\"messages\":[]}");
        Client.Reply provided = post(acme, "/v1/messages", streamed("claude", "refuse me"));
        Client.Reply limited = post(acme, "/v1/messages", streamed("claude", "limit me"));
        Client.Reply untold = post(
                acme,
                "/v1/messages",
                "{\"model\":\"echo\",\"max_tokens\":5,\"mcp_servers\":[],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");
        Client.Reply long1 = post(acme, "/v1/messages", "{\"model\":\"" + "x".repeat(11 << 20) + "\"}");

        assertError(unknown, 404, "not_found_error", "nobody");
        assertError(malformed, 400, "invalid_request_error", "JSON");
        assertError(unbounded, 400, "invalid_request_error", "max_tokens: Field required");
        assertThat(provided.status()).isEqualTo(400);
        assertThat(provided.json().path("request_id").asText()).isEqualTo("req_1");
        assertError(limited, 429, "rate_limit_error", "rate limit");
        assertError(untold, 400, "invalid_request_error", "mcp_servers");
        assertError(long1, 413, "request_too_large", "larger");
        assertError(
                new Client("nonsense").post("/v1/messages", streamed("claude", "Hi"), more -> more),
                401,
                "authentication_error",
                "");
    }

    @Test
    void aStreamThatBreaksOffEndsWithAnErrorEvent() {
        Client.Reply reply = post(scenarios.acme(), "/v1/messages", streamed("cut-late", "One two three four"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(names(reply)).last().isEqualTo("error");
        assertThat(Client.json(reply.events().getLast()).at("/error/type").asText())
                .isEqualTo("overloaded_error");
    }

    /** The provider has said what went in, and nothing yet of what came out but its first token. */
    @Test
    void theOutputOfAStreamThatBreaksOffIsNotTakenForNothing() {
        Client.Reply reply = post(scenarios.acme(), "/v1/messages", streamed("claude", "break off"));

        assertThat(names(reply)).last().isEqualTo("error");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getUsage().getEstimated()).isTrue();
        assertThat(record.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(record.getUsage().getCacheReadTokens()).isEqualTo(40);
        assertThat(record.getUsage().getOutputTokens()).isGreaterThan(10);
    }

    @Test
    void tokensAreCountedByTheProviderOrEstimated() {
        Client acme = scenarios.acme();
        String request = "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

        Client.Reply counted = post(acme, "/v1/messages/count_tokens", request.formatted("claude"));
        String asked = provider.lastRequest();
        int before = provider.requests().size();
        Client.Reply estimated = post(acme, "/v1/messages/count_tokens", request.formatted("echo"));

        assertThat(counted.json()).isEqualTo(Client.json("{\"input_tokens\":42}"));
        assertThat(counted.header("x-llmops-estimated")).isEmpty();
        assertThat(asked).isEqualTo(request.formatted("claude"));
        assertThat(estimated.json()).isEqualTo(Client.json("{\"input_tokens\":16}"));
        assertThat(estimated.header("x-llmops-estimated")).isEqualTo("true");
        assertThat(provider.requests()).hasSize(before);
        assertError(
                post(acme, "/v1/messages/count_tokens", request.formatted("nobody")), 404, "not_found_error", "nobody");
    }

    @Test
    void whatIsCountedIsScreenedToo() {
        post(
                scenarios.globex(),
                "/v1/messages/count_tokens",
                "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"Mail ada@example.com\"}]}");

        assertThat(provider.lastRequest()).contains("<EMAIL_ADDRESS_1>").doesNotContain("ada@example.com");
    }

    private static void assertError(Client.Reply reply, int status, String type, String says) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("type").asText()).isEqualTo("error");
        assertThat(reply.json().at("/error/type").asText()).isEqualTo(type);
        assertThat(reply.json().at("/error/message").asText()).contains(says);
        assertThat(reply.json().path("request_id").asText()).isNotEmpty();
        assertThat(reply.json()).hasSize(3);
    }

    private static Client.Reply post(Client client, String path, String body) {
        return post(client, path, body, more -> more);
    }

    private static Client.Reply post(
            Client client, String path, String body, UnaryOperator<java.net.http.HttpRequest.Builder> more) {
        return client.post(path, body, more);
    }

    private static List<String> names(Client.Reply reply) {
        return reply.events().stream()
                .map(event -> Client.json(event).path("type").asText())
                .toList();
    }

    private static JsonNode whole(Client.Reply reply) throws IOException {
        List<byte[]> events = new ArrayList<>();
        reply.events().forEach(event -> events.add(Json.utf8(event)));
        return Json.tree(MessagesFormat.MESSAGES.whole(events));
    }

    private static String whole(String model, String content) {
        return streamed(model, content).replace("\"stream\":true", "\"stream\":false");
    }

    private static String streamed(String model, String content) {
        return "{\"model\":\"" + model
                + "\",\"max_tokens\":50,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"" + content
                + "\"}]}";
    }
}
