package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;
import org.llmops.router.v1.CallStatus;

/** Errors in OpenAI's shape, and the border between workspaces. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class InferenceContractTest {
    @Inject
    Scenarios scenarios;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{|400|invalid_request_error|-|-",
                "[]|400|invalid_request_error|-|-",
                "{\"model\":\"echo\"}|400|invalid_request_error|messages|missing_required_parameter",
                "{\"model\":\"echo\",\"messages\":null}|400|invalid_request_error|messages|missing_required_parameter",
                "{\"model\":\"echo\",\"prompt\":null}|400|invalid_request_error|messages|missing_required_parameter",
                "{\"messages\":[]}|400|invalid_request_error|model|missing_required_parameter",
                "{\"model\":7,\"messages\":[]}|400|invalid_request_error|model|-",
                "{\"model\":\"echo\",\"messages\":7}|400|invalid_request_error|messages|-",
                "{\"model\":\"nobody\",\"messages\":[]}|404|invalid_request_error|model|model_not_found",
                "{\"model\":\"route:nowhere\",\"messages\":[]}|404|invalid_request_error|model|model_not_found",
                "{\"model\":\"e\",\"prompt\":{\"id\":\"greeting\",\"variables\":{\"name\":\"x\",\"mood\":\"y\"}}}|400|invalid_request_error|prompt.variables|invalid_prompt_variables",
                "{\"model\":\"e\",\"prompt\":{\"id\":\"none\"}}|404|invalid_request_error|prompt|prompt_not_found",
                "{\"model\":\"e\",\"prompt\":{\"id\":\"a\",\"version\":1,\"label\":\"b\"}}|400|invalid_request_error|prompt|-",
                "{\"model\":\"e\",\"prompt\":{\"id\":\"a\",\"oops\":1}}|400|invalid_request_error|prompt.oops|-",
                "{\"model\":\"claude\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":2}|400|invalid_request_error|n|unsupported_parameter",
                "{\"model\":\"picky\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|400|invalid_request_error|temperature|unsupported_value",
                "{\"model\":\"limited\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|429|requests|-|rate_limit_exceeded",
                "{\"model\":\"broken\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}|503|server_error|-|provider_unavailable",
            })
    void errorsHaveTheShapeOfOpenAi(String body, int status, String type, String param, String code) {
        Client.Reply reply = scenarios.acme().chat(body);

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        var error = reply.json().path("error");
        assertThat(error.properties())
                .extracting(Map.Entry::getKey)
                .containsExactlyInAnyOrder("message", "type", "param", "code");
        assertThat(error.path("type").asText()).isEqualTo(type);
        assertThat(error.path("param").textValue()).isEqualTo(param);
        assertThat(error.path("code").textValue()).isEqualTo(code);
        assertThat(error.path("message").asText()).isNotEmpty().doesNotContain("secret detail");
        assertThat(scenarios.record(reply).getHttpStatus()).isEqualTo(status);
    }

    @Test
    void namesTheVariablesThatAreMissingAndUnknown() {
        Client.Reply reply = scenarios
                .acme()
                .chat("{\"prompt\":{\"id\":\"greeting\",\"variables\":{\"name\":\"x\",\"mood\":\"y\"}}}");

        assertThat(reply.json().at("/error/message").asText())
                .contains("Missing: tone.")
                .contains("Unknown: mood.");
    }

    @Test
    void aProvidersPatienceIsPassedOn() {
        Client.Reply reply =
                scenarios.acme().chat("{\"model\":\"limited\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}");

        assertThat(reply.header("retry-after")).isEqualTo("7");
    }

    @ParameterizedTest
    @CsvSource({"sk-llmops-unknown-secret", "sk-llmops-", "nonsense", "eyJhbGciOiJub25lIn0.e30."})
    void strangersAreRefused(String bearer) {
        Client.Reply reply = new Client(bearer).chat("{}");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("invalid_api_key");
    }

    @Test
    void aWrongSecretOfAKnownKeyIsRefused() {
        String key = scenarios.acme().key();

        assertThat(new Client(key.substring(0, key.length() - 1) + "_")
                        .chat("{}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void whoMayOnlyLookMayNotCall() {
        assertThat(new Client(TestTokens.user("ava")).chat("{}").status()).isEqualTo(403);
    }

    @Test
    void whoBelongsToTwoWorkspacesHasToNameOne() {
        Client.Reply reply = new Client(TestTokens.user("olga")).chat("{}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText()).contains("acme").contains("globex");
    }

    @Test
    void aBodyWithoutEndIsRefused() {
        String body = "{\"x\":\"" + "y".repeat(11 << 20) + "\"}";

        assertThat(List.of(scenarios.acme().chat(body), scenarios.acme().chatOverHttp2(body)))
                .allSatisfy(reply -> {
                    assertThat(reply.status()).isEqualTo(413);
                    assertThat(reply.json().at("/error/type").asText()).isEqualTo("invalid_request_error");
                });
    }

    @Test
    void listsModelsInTheShapeOfOpenAi() {
        Client acme = scenarios.acme();

        assertThat(acme.get("/v1/models").json().path("object").asText()).isEqualTo("list");
        assertThat(acme.get("/v1/models").json().path("data"))
                .anySatisfy(model -> assertThat(model)
                        .isEqualTo(Client.json(
                                "{\"id\":\"echo\",\"object\":\"model\",\"created\":0,\"owned_by\":\"fake\"}")));
        assertThat(acme.get("/v1/models/route:kept").json().path("owned_by").asText())
                .isEqualTo("llmops");
        assertThat(acme.get("/v1/models/nobody").status()).isEqualTo(404);
    }

    @Test
    void listsModelsInTheShapeOfAnthropicToThoseWhoSpeakIt() {
        Client acme = scenarios.acme();
        JsonNode echo = Client.json(
                "{\"type\":\"model\",\"id\":\"echo\",\"display_name\":\"echo\",\"created_at\":\"1970-01-01T00:00:00Z\"}");

        JsonNode all = anthropic(acme, "/v1/models").json();
        List<String> ids = all.path("data").findValuesAsText("id");
        JsonNode page =
                anthropic(acme, "/v1/models?limit=2&after_id=" + ids.get(1)).json();
        JsonNode back =
                anthropic(acme, "/v1/models?limit=1&before_id=" + ids.get(2)).json();

        assertThat(all.path("data")).contains(echo);
        assertThat(all.path("has_more").asBoolean(true)).isFalse();
        assertThat(all.path("first_id").asText()).isEqualTo(ids.getFirst());
        assertThat(all.path("last_id").asText()).isEqualTo(ids.getLast());
        assertThat(page.path("data").findValuesAsText("id")).isEqualTo(ids.subList(2, 4));
        assertThat(page.path("has_more").asBoolean()).isTrue();
        assertThat(back.path("data").findValuesAsText("id")).isEqualTo(ids.subList(1, 2));
        assertThat(anthropic(acme, "/v1/models/echo").json()).isEqualTo(echo);
        Client.Reply unknown = anthropic(acme, "/v1/models/nobody");
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(unknown.json().at("/error/type").asText()).isEqualTo("not_found_error");
        Client.Reply boundless = anthropic(acme, "/v1/models?limit=5000");
        assertThat(boundless.status()).isEqualTo(400);
        assertThat(boundless.json().at("/error/message").asText()).isEqualTo("limit: Input should be from 1 to 1000");
    }

    private static Client.Reply anthropic(Client client, String path) {
        return client.get(path, request -> request.header("anthropic-version", "2023-06-01"));
    }

    @Test
    void workspacesShareNeitherAnswersNorPromptsNorRoutes() {
        Client acme = scenarios.acme();
        Client globex = scenarios.globex();
        String request = "{\"model\":\"route:kept\",\"messages\":[{\"role\":\"user\",\"content\":\"Whose is it?\"}]}";

        assertThat(acme.chat(request).header("x-llmops-cache")).isEqualTo("miss");
        assertThat(acme.chat(request).header("x-llmops-cache")).isEqualTo("hit");
        assertThat(globex.chat(request).header("x-llmops-cache")).isEqualTo("miss");

        String prompted =
                "{\"prompt\":{\"id\":\"greeting\",\"variables\":{\"name\":\"x\",\"tone\":\"y\"}},\"model\":\"echo\"}";
        assertThat(acme.chat(prompted).status()).isEqualTo(200);
        assertThat(globex.chat(prompted).json().at("/error/code").asText()).isEqualTo("prompt_not_found");
        assertThat(scenarios.record(globex.chat(request)).getWorkspace()).isEqualTo("globex");
        assertThat(scenarios.record(globex.chat(request)).getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
    }
}
