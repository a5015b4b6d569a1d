package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/** Responses and completions, through providers that speak them and through others. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class OpenAiSurfacesAppTest {
    private static final String TOOLS =
            ",\"tools\":[{\"type\":\"function\",\"name\":\"here\",\"parameters\":{\"type\":\"object\"}},{\"type\":\"function\",\"name\":\"there\",\"parameters\":{\"type\":\"object\"}}]";

    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    @Inject
    FakePeers peers;

    @AfterEach
    void lift() {
        peers.guardrails().liftIn("globex");
    }

    @Test
    void aResponseOfAProviderThatSpeaksThemPassesAsItIs() {
        String sent =
                "{ \"store\":false , \"model\":\"sayer\",\"input\":\"Good morning\",\"x\":[1e2],\"metadata\":{\"mark\":\"r\"} }";
        Client.Reply reply = responses(sent);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(provider.lastRequest()).isEqualTo(sent);
        assertThat(reply.json().path("x_unknown").asInt()).isEqualTo(1);
        assertThat(reply.json().at("/output/0/content/0/text").asText()).isEqualTo("Good morning");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getSurface()).isEqualTo("openai.responses");
        assertThat(record.getFinishReason()).isEqualTo("stop");
        assertThat(record.getMetadataMap()).containsEntry("mark", "r");
        assertThat(record.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(record.getUsage().getCacheReadTokens()).isEqualTo(40);
        assertThat(record.getResponse().getJson()).isEqualTo(reply.body());
    }

    @Test
    void aStreamOfAProviderThatSpeaksThemPassesAsItIs() {
        Client.Reply reply = responses("{\"model\":\"sayer\",\"input\":\"One two three\",\"stream\":true}");

        assertThat(said(reply)).isEqualTo("One two three");
        assertThat(reply.body()).startsWith("event: response.created\ndata: {").doesNotContain("[DONE]");
        assertThat(numbers(reply)).containsExactlyElementsOf(upTo(numbers(reply).size()));
        assertThat(last(reply).path("type").asText()).isEqualTo("response.completed");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(record.getUsage().getEstimated()).isFalse();
        assertThat(Client.json(record.getResponse().getJson()))
                .isEqualTo(last(reply).path("response"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tooled", "claude"})
    void toolsAreCalledInParallelThroughProvidersThatDoNotSpeakThem(String model) {
        String request = "{\"model\":\"" + model + "\",\"instructions\":\"Be brief\",\"input\":\"Weather?\"" + TOOLS;
        Client.Reply whole = responses(request + "}");
        Client.Reply streamed = responses(request + ",\"stream\":true}");

        assertThat(whole.status()).as(whole.body()).isEqualTo(200);
        JsonNode output = whole.json().path("output");
        assertThat(output.findValuesAsText("type")).contains("message", "function_call");
        assertThat(output.findValuesAsText("name")).containsExactly("here", "there");
        assertThat(output.findValuesAsText("call_id")).hasSize(2).doesNotHaveDuplicates();
        assertThat(output.findValuesAsText("arguments"))
                .allSatisfy(
                        arguments -> assertThat(Client.json(arguments)).isEqualTo(Client.json(FakeOpenAi.ARGUMENTS)));
        assertThat(whole.json().at("/usage/input_tokens").asInt()).isEqualTo(100);
        assertThat(last(streamed).path("type").asText()).isEqualTo("response.completed");
        assertThat(last(streamed).at("/response/output").findValuesAsText("call_id"))
                .isEqualTo(output.findValuesAsText("call_id"));
        assertThat(last(streamed).at("/response/usage")).isEqualTo(whole.json().path("usage"));
        assertThat(said(streamed)).isEqualTo("Wait");
        assertThat(numbers(streamed))
                .containsExactlyElementsOf(upTo(numbers(streamed).size()));
        assertThat(scenarios.record(streamed).getFinishReason()).isEqualTo("tool_calls");
        assertThat(scenarios.record(streamed).getUsage().getInputTokens()).isEqualTo(100);
    }

    @Test
    void aConversationGoesOnThroughAnotherProvider() {
        Client.Reply reply = responses("""
                {"model":"claude","input":[{"role":"user","content":"Weather?"},
                 {"type":"function_call","call_id":"c1","name":"here","arguments":"{}"},
                 {"type":"function_call_output","call_id":"c1","output":"sunny"},
                 {"role":"user","content":"And tomorrow?"}]}""");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        JsonNode sent = Client.json(provider.lastRequest());
        assertThat(sent.at("/messages/1/content/0/type").asText()).isEqualTo("tool_use");
        assertThat(sent.at("/messages/2/content/0/tool_use_id").asText()).isEqualTo("c1");
    }

    @Test
    void aPromptOfTheRegistryAndARouteServeResponsesToo() {
        Client.Reply reply = responses("""
                {"prompt":{"id":"greeting","version":"3","variables":{"tone":"kind","name":"Ada"}},"model":"sayer","input":"And now?"}""");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-llmops-prompt-version")).isEqualTo("3");
        assertThat(Client.json(provider.lastRequest())).isEqualTo(Client.json("""
                {"model":"sayer","temperature":0.50,"input":[{"role":"system","content":"Version 3, be kind"},
                 {"role":"user","content":"Hello Ada"},{"role":"user","content":"And now?"}]}"""));
        Client.Reply routed = responses("{\"model\":\"route:steady\",\"input\":\"Anyone?\",\"stream\":true}");
        assertThat(said(routed)).isEqualTo("Anyone?");
        assertThat(routed.header("x-llmops-model")).isEqualTo("antic/claude");
    }

    @Test
    void aRememberedResponseIsGivenAgainHoweverItIsWanted() {
        String request = "{\"model\":\"route:kept\",\"input\":\"Remember this response\"";
        Client.Reply first = responses(request + "}");
        Client.Reply again = responses(request + ",\"stream\":true}");

        assertThat(first.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(again.header("x-llmops-cache")).isEqualTo("hit");
        assertThat(said(again)).isEqualTo("Remember this response");
        assertThat(last(again).path("response")).isEqualTo(first.json());
    }

    @Test
    void nothingThatAPolicyBlocksIsRepeatedOnceItIsComplete() {
        peers.guardrails().enforceIn("globex");
        for (String model : List.of("rude-sayer", "rude")) {
            Client.Reply reply = scenarios
                    .globex()
                    .post(
                            "/v1/responses",
                            "{\"model\":\"" + model + "\",\"input\":\"one two three four five six\",\"stream\":true}",
                            it -> it);

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).doesNotContain("FORB");
            assertThat("one two three four five six FORBIDDEN").startsWith(said(reply));
            assertThat(last(reply).path("type").asText()).isEqualTo("response.incomplete");
            assertThat(last(reply).at("/response/incomplete_details/reason").asText())
                    .isEqualTo("content_filter");
            assertThat(last(reply).at("/response/output/0/content/0/text").asText(""))
                    .isEqualTo(said(reply));
            assertThat(numbers(reply))
                    .containsExactlyElementsOf(upTo(numbers(reply).size()));
            assertThat(scenarios.record(reply).getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);

            Client.Reply whole = scenarios
                    .globex()
                    .post("/v1/responses", "{\"model\":\"" + model + "\",\"input\":\"one\"}", it -> it);
            assertThat(whole.body()).doesNotContain("FORB");
            assertThat(whole.json().path("status").asText()).isEqualTo("incomplete");
        }
    }

    @Test
    void whatWasReplacedIsRestoredInEveryRepetition() {
        peers.guardrails().enforceIn("globex");
        for (String model : List.of("sayer", "echo")) {
            Client.Reply reply = scenarios
                    .globex()
                    .post(
                            "/v1/responses",
                            "{\"model\":\"" + model
                                    + "\",\"input\":\"Write to ada@example.com or bob@example.com\",\"stream\":true}",
                            it -> it);

            assertThat(provider.lastRequest()).contains("<EMAIL_ADDRESS_1>").doesNotContain("ada@");
            assertThat(said(reply)).isEqualTo("Write to ada@example.com or bob@example.com");
            assertThat(reply.body()).doesNotContain("EMAIL_ADDRESS");
            assertThat(last(reply).at("/response/output/0/content/0/text").asText())
                    .isEqualTo(said(reply));
            assertThat(numbers(reply))
                    .containsExactlyElementsOf(upTo(numbers(reply).size()));
            assertThat(scenarios.record(reply).toString()).doesNotContain("ada@example.com");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "/v1/responses|{|400|-|-",
                "/v1/responses|{\"model\":\"sayer\"}|400|input|missing_required_parameter",
                "/v1/responses|{\"model\":\"nobody\",\"input\":\"x\"}|404|model|model_not_found",
                "/v1/responses|{\"model\":\"sayer\",\"input\":\"x\",\"max_output_tokens\":0}|400|max_output_tokens|-",
                "/v1/responses|{\"model\":\"claude\",\"input\":\"x\",\"previous_response_id\":\"r\"}|400|previous_response_id|unsupported_parameter",
                "/v1/responses|{\"model\":\"picky-sayer\",\"input\":\"x\"}|400|tools|x",
                "/v1/responses|{\"model\":\"limited\",\"input\":\"x\"}|429|-|rate_limit_exceeded",
                "/v1/responses|{\"model\":\"breaking-sayer\",\"input\":\"\",\"stream\":true}|503|-|provider_unavailable",
                "/v1/completions|{\"model\":\"claude\",\"prompt\":[1,2]}|400|prompt|unsupported_parameter",
                "/v1/completions|{\"model\":\"claude\",\"prompt\":\"x\",\"suffix\":\"y\"}|400|suffix|unsupported_parameter",
                "/v1/completions|{\"model\":\"sayer\"}|400|prompt|missing_required_parameter",
                "/v1/completions|{\"model\":\"sayer\",\"prompt\":7}|400|prompt|-"
            })
    void errorsHaveTheShapeOfOpenAi(String path, String body, int status, String param, String code) {
        Client.Reply reply = scenarios.acme().post(path, body, it -> it);

        assertThat(reply.status()).as(reply.body()).isEqualTo(status);
        assertThat(reply.json().at("/error/param").textValue()).isEqualTo(param);
        assertThat(reply.json().at("/error/code").textValue()).isEqualTo(code);
        assertThat(reply.json().at("/error/message").asText()).isNotEmpty();
    }

    @Test
    void aProvidersOwnErrorPassesAsItIs() {
        assertThat(responses("{\"model\":\"picky-sayer\",\"input\":\"x\"}")
                        .json()
                        .at("/error/extra")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void aStreamThatBreaksEndsWithAnErrorEvent() {
        Client.Reply reply = responses("{\"model\":\"breaking-sayer\",\"input\":\"One two\",\"stream\":true}");

        assertThat(said(reply)).isEqualTo("One two");
        assertThat(last(reply).path("type").asText()).isEqualTo("error");
        assertThat(last(reply).path("code").asText()).isEqualTo("provider_unavailable");
        assertThat(reply.events().stream()
                        .map(event -> Client.json(event).path("sequence_number").asInt(-1)))
                .containsExactlyElementsOf(
                        IntStream.range(0, reply.events().size()).boxed().toList());
        assertThat(scenarios.record(reply).getStatus()).isEqualTo(CallStatus.CALL_STATUS_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/responses/resp_1", "/v1/responses/resp_1/input_items"})
    void responsesAreNotKept(String path) {
        Client.Reply reply = scenarios.acme().get(path);

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("response_not_found");
        assertThat(reply.json().at("/error/message").asText()).contains("not stored");
    }

    @ParameterizedTest
    @CsvSource({"sayer, 'Once, and so on'", "plain-echo, Once", "claude, Once"})
    void completesTexts(String model, String expected) {
        String request = "{\"model\":\"" + model + "\",\"prompt\":\"Once\",\"max_tokens\":5";
        Client.Reply whole = completions(request + "}");
        Client.Reply streamed = completions(request + ",\"stream\":true}");
        Client.Reply counted = completions(request + ",\"stream\":true,\"stream_options\":{\"include_usage\":true}}");

        assertThat(whole.json().at("/choices/0/text").asText()).isEqualTo(expected);
        assertThat(whole.json().path("object").asText()).isEqualTo("text_completion");
        assertThat(whole.json().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(texts(streamed)).isEqualTo(expected);
        assertThat(streamed.events()).last().isEqualTo("[DONE]");
        assertThat(streamed.events()).noneMatch(event -> event.contains("prompt_tokens"));
        assertThat(counted.events()).anyMatch(event -> event.contains("\"prompt_tokens\":100"));
        CallRecord record = scenarios.record(streamed);
        assertThat(record.getSurface()).isEqualTo("openai.completions");
        assertThat(record.getOperation()).isEqualTo("text_completion");
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(Client.json(record.getResponse().getJson())
                        .at("/choices/0/text")
                        .asText())
                .isEqualTo(expected);
    }

    @Test
    void aPromptOfTheRegistryBecomesAText() {
        Client.Reply reply = completions(
                "{\"model\":\"sayer\",\"prompt\":{\"id\":\"greeting\",\"variables\":{\"tone\":\"kind\",\"name\":\"Ada\"}}}");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(Client.json(provider.lastRequest()))
                .isEqualTo(Client.json(
                        "{\"prompt\":\"Version 3, be kind\\n\\nHello Ada\",\"temperature\":0.50,\"model\":\"sayer\"}"));
    }

    @Test
    void administratorsSayWhatAProviderServesItself() {
        Api api = Api.of(Api.ALICE);
        scenarios.acme();
        String described =
                "{\"name\":\"%s\",\"dialect\":\"%s\",\"base_url\":\"%s\",\"models\":[{\"id\":\"surfaced\"}]%s}";

        assertThat(api.post("/providers", described.formatted("served", "openai", "https://a.example.com/v1", ""))
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getList("surfaces"))
                .isEqualTo(List.of("chat_completions", "completions", "embeddings"));
        assertThat(api.post(
                                "/providers",
                                described.formatted(
                                        "blue",
                                        "azure",
                                        "https://b.openai.azure.com/openai?api-version=2024-10-21",
                                        ""))
                        .then()
                        .statusCode(201)
                        .extract()
                        .jsonPath()
                        .getList("surfaces"))
                .isEqualTo(List.of("chat_completions", "responses", "completions", "embeddings"));
        api.post("/providers", described.formatted("asked", "openai", "https://a.example.com/v1?api-version=1", ""))
                .then()
                .statusCode(400);
        api.post(
                        "/providers",
                        described.formatted(
                                "antic2",
                                "anthropic",
                                "https://a.example.com/v1",
                                ",\"surfaces\":[\"chat_completions\"]"))
                .then()
                .statusCode(400);
    }

    private Client.Reply responses(String body) {
        return scenarios.acme().post("/v1/responses", body, it -> it);
    }

    private Client.Reply completions(String body) {
        return scenarios.acme().post("/v1/completions", body, it -> it);
    }

    private static String said(Client.Reply reply) {
        return reply.events().stream()
                .map(Client::json)
                .filter(event -> event.path("type").asText().equals("response.output_text.delta"))
                .map(event -> event.path("delta").asText())
                .collect(Collectors.joining());
    }

    private static String texts(Client.Reply reply) {
        return reply.events().stream()
                .filter(event -> !event.equals("[DONE]"))
                .map(event -> Client.json(event).at("/choices/0/text").asText(""))
                .collect(Collectors.joining());
    }

    private static JsonNode last(Client.Reply reply) {
        return Client.json(reply.events().getLast());
    }

    private static List<Integer> numbers(Client.Reply reply) {
        return reply.events().stream()
                .map(event -> Client.json(event).path("sequence_number").asInt(-1))
                .toList();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
