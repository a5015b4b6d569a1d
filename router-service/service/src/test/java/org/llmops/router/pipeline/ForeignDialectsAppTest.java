package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.body.Json;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.wire.chat.ChatFormat;

/** Clients that speak chat completions, and providers that speak none of it. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class ForeignDialectsAppTest {
    private static final String TOOLS =
            ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\",\"properties\":{\"q\":{\"type\":\"string\"}}}}}]";

    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    private static boolean registered;

    private static void registerForeigners() {
        Api api = Api.of(Api.ALICE);
        String url = "http://127.0.0.1:" + FakeProvider.port();
        register(api, "goo", "gemini", url + "/v1beta", "AIza-up", "gemini-x", "gemini-e");
        register(
                api,
                "bed",
                "bedrock",
                url + "/" + FakeForeigners.AWS_REGION,
                FakeForeigners.AWS_CREDENTIAL,
                "anthropic.claude-x-v1:0",
                "amazon.titan-embed-text-v2:0");
        register(api, "coh", "cohere", url + "/v2", "co-key", "command-x", "embed-x");
    }

    private static void register(
            Api api, String name, String dialect, String url, String credential, String model, String embeddings) {
        api.post("/providers", """
                        {"name":"%s","dialect":"%s","base_url":"%s","credential":"%s","models":[{"id":"%s","max_output_tokens":100},{"id":"%s"}]}""".formatted(name, dialect, url, credential, model, embeddings))
                .then()
                .statusCode(201);
    }

    private Client acme() {
        Client client = scenarios.acme();
        if (!registered) {
            registered = true;
            registerForeigners();
        }
        await().atMost(Duration.ofSeconds(20))
                .until(() -> client.get("/v1/models").body().contains("\"command-x\""));
        return client;
    }

    @ParameterizedTest
    @CsvSource({"goo/gemini-x", "bed/anthropic.claude-x-v1:0", "coh/command-x"})
    void answersAChat(String model) {
        Client.Reply reply = acme().chat(chat(model, "Bonjour «vous»", false, ""));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo("Bonjour «vous»");
        assertThat(reply.json().at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(reply.json().at("/usage/total_tokens").asInt()).isEqualTo(110);
        assertThat(reply.header("x-llmops-model")).isEqualTo(model);
        CallRecord record = scenarios.record(reply);
        assertThat(record.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(record.getUsage().getEstimated()).isFalse();
        assertThat(record.getFinishReason()).isEqualTo("stop");
    }

    @ParameterizedTest
    @CsvSource({"goo/gemini-x", "bed/anthropic.claude-x-v1:0", "coh/command-x"})
    void streamsAChat(String model) {
        Client.Reply reply =
                acme().chat(chat(model, "Bonjour «vous»", true, ",\"stream_options\":{\"include_usage\":true}"));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.streamedText()).isEqualTo("Bonjour «vous»");
        assertThat(reply.events()).last().isEqualTo("[DONE]");
        assertThat(Client.json(reply.events().get(reply.events().size() - 2))
                        .at("/usage/total_tokens")
                        .asInt())
                .isEqualTo(110);
        assertThat(scenarios.record(reply).getUsage().getInputTokens()).isEqualTo(100);
        assertThat(scenarios.record(reply).getAttempts(0).getFailure()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"goo/gemini-x", "bed/anthropic.claude-x-v1:0", "coh/command-x"})
    void callsToolsSideBySideStreamedAndNot(String model) throws Exception {
        JsonNode whole = acme().chat(chat(model, "Look", false, TOOLS)).json();
        List<byte[]> events = new ArrayList<>();
        acme().chat(chat(model, "Look", true, TOOLS)).events().stream()
                .filter(event -> !event.equals("[DONE]"))
                .map(Json::utf8)
                .forEach(events::add);
        JsonNode streamed = Json.tree(ChatFormat.CHAT.whole(events));

        assertThat(whole.at("/choices/0/message/tool_calls")).isEqualTo(Client.json("""
                [{"id":"call-x","type":"function","function":{"name":"look","arguments":"{\\"q\\":\\"x\\"}"}},
                 {"id":"call-y","type":"function","function":{"name":"look","arguments":"{\\"q\\":\\"y\\"}"}}]"""));
        assertThat(streamed.at("/choices/0/message/tool_calls")).isEqualTo(whole.at("/choices/0/message/tool_calls"));
        assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        assertThat(streamed.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
    }

    @ParameterizedTest
    @CsvSource({"goo/gemini-e", "bed/amazon.titan-embed-text-v2:0", "coh/embed-x"})
    void embeds(String model) {
        Client.Reply reply = acme().post(
                        "/v1/embeddings",
                        "{\"model\":\"" + model + "\",\"input\":\"hi\",\"encoding_format\":\"base64\"}",
                        it -> it);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().at("/data/0/embedding").asText()).isEqualTo("AAAAPwAAgL8=");
        assertThat(scenarios.record(reply).getUsage().getInputTokens()).isEqualTo(3);
    }

    @Test
    void tellsAProvidersErrorInOpenAisShape() {
        Client.Reply reply = acme().chat(chat("goo/gemini-x", "too long", false, ""));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText()).contains("token count");
        assertThat(scenarios.record(reply).getAttempts(0).getFailure()).isEqualTo("CONTEXT_WINDOW");
    }

    @Test
    void refusesByNameWhatAProviderCannotSay() {
        int asked = provider.requests().size();
        Client.Reply reply = acme().chat(chat("bed/anthropic.claude-x-v1:0", "x", false, ",\"logit_bias\":{\"1\":5}"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/param").asText()).isEqualTo("logit_bias");
        assertThat(provider.requests()).hasSize(asked);
    }

    private static String chat(String model, String said, boolean streamed, String more) {
        return "{\"model\":\"" + model + "\",\"stream\":" + streamed
                + ",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"},{\"role\":\"user\",\"content\":\""
                + said
                + "\"}]" + more + "}";
    }
}
