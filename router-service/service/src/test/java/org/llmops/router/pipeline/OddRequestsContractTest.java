package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallStatus;

/** What comes from clients that are wrong, careful, old or hostile: each is answered in the words of the API it speaks. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class OddRequestsContractTest {
    private static final String HELLO = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    @Test
    void whoAsksBeforeSendingIsAskedToSend() {
        try (RawConnection connection = new RawConnection()) {
            connection.send(head("Expect: 100-continue\r\nContent-Length: " + HELLO.length()));

            assertThat(connection.head()).startsWith("HTTP/1.1 100 ");
            connection.send(HELLO);
            assertThat(connection.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void aStrangerWhoAsksBeforeSendingNeedNotSend() {
        try (RawConnection connection = new RawConnection()) {
            connection.send(head("Expect: 100-continue\r\nContent-Length: 1000000")
                    .replace(scenarios.acme().key(), "nobody"));

            String head = connection.head();
            assertThat(head).startsWith("HTTP/1.1 401 ").containsIgnoringCase("connection: close");
            assertThat(connection.rest()).contains("invalid_api_key");
        }
    }

    @Test
    void whatIsDeclaredTooLargeIsRefusedBeforeItIsSent() {
        try (RawConnection connection = new RawConnection()) {
            connection.send(head("Content-Length: 999999999999"));

            assertThat(connection.head()).startsWith("HTTP/1.1 413 ").containsIgnoringCase("connection: close");
            assertThat(connection.rest()).contains("request_too_large");
        }
    }

    @Test
    void aBodyInChunksIsABody() {
        try (RawConnection connection = new RawConnection()) {
            String first = HELLO.substring(0, 20);
            String second = HELLO.substring(20);
            connection.send(head("Transfer-Encoding: chunked") + chunk(first) + chunk(second) + "0\r\n\r\n");

            assertThat(connection.head()).startsWith("HTTP/1.1 200 ");
        }
    }

    /** The connection is still good, and what is read next is the next request and not the rest of this one. */
    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/v1/nothing", "/v1/models"})
    void aRefusedBodyIsNotTakenForARequest(String path) {
        try (RawConnection connection = new RawConnection()) {
            String smuggled = head("Content-Length: " + HELLO.length()) + HELLO;
            int before = provider.requests().size();
            connection.send(head("Content-Length: " + smuggled.length())
                            .replace("/v1/chat/completions", path)
                            .replace(scenarios.acme().key(), "nobody")
                    + smuggled);

            String refused = connection.head();
            assertThat(refused).startsWith("HTTP/1.1 4");
            connection.body(refused);
            connection.send("GET /v1/models HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(connection.head()).startsWith("HTTP/1.1 401 ");
            assertThat(provider.requests()).hasSize(before);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, /error/code, headers_too_large",
        "/v1/messages, /error/type, invalid_request_error"
    })
    void manyHeadersAreRefusedInTheApisWords(String path, String at, String word) {
        Client.Reply reply = scenarios.acme().post(path, HELLO, request -> {
            for (int i = 0; i < 1_000; i++) {
                request.header("x-llmops-metadata-" + i, "a".repeat(20));
            }
            return request;
        });

        assertThat(reply.status()).isEqualTo(431);
        assertThat(reply.json().at(at).asText()).isEqualTo(word);
        assertThat(scenarios.record(reply).getStatus()).isEqualTo(CallStatus.CALL_STATUS_REFUSED);
    }

    /** Nothing of it is kept that could be told about. */
    @Test
    void headersWithoutEndEndTheConnection() {
        try (RawConnection connection = new RawConnection()) {
            connection.send(head("x-bomb: " + "b".repeat(80 << 10)));

            assertThat(connection.head()).startsWith("HTTP/1.1 431 ");
            assertThat(connection.rest()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/nothing, GET, 404, unknown_url",
        "/v1/chat, POST, 404, unknown_url",
        "/v1/files/..%2f..%2fchat, GET, 404, unknown_url",
        "/v1/files/..%252f..%252fchat, GET, 404, unknown_url",
        "/v1, GET, 404, unknown_url",
        "/v1/responses/input_tokens, POST, 404, unknown_url",
        "/v1/responses/resp_1, GET, 404, response_not_found",
        "/v1/responses/resp_1/cancel, POST, 404, response_not_found",
        "/v1/chat/completions, GET, 405, method_not_supported",
        "/v1/images/generations, GET, 405, method_not_supported",
        "/v1/models, DELETE, 405, method_not_supported",
        "/v1/models/echo, POST, 405, method_not_supported",
        "/chat/completions, POST, 404, unknown_url",
    })
    void whatIsNotServedIsRefusedInOpenAisWords(String path, String method, int status, String code) {
        Client.Reply reply = scenarios.acme().send(method, path, "{}");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/json");
        assertThat(reply.json().at("/error/code").asText()).isEqualTo(code);
        assertThat(reply.json().at("/error/message").asText()).isNotEmpty();
        assertThat(reply.header("allow").isEmpty()).isEqualTo(status != 405);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, GET, 405, invalid_request_error",
        "/v1/messages/batches, GET, 404, not_found_error",
        "/v1/nothing, POST, 404, not_found_error"
    })
    void whatIsNotServedIsRefusedInAnthropicsWords(String path, String method, int status, String type) {
        Client.Reply reply =
                scenarios.acme().send(method, path, "{}", request -> request.header("anthropic-version", "2023-06-01"));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("type").asText()).isEqualTo("error");
        assertThat(reply.json().at("/error/type").asText()).isEqualTo(type);
        assertThat(reply.json().path("request_id").asText()).isEqualTo(reply.header("request-id"));
    }

    @Test
    void whoForgotTheVersionIsToldSo() {
        Client.Reply reply = scenarios.acme().send("POST", "/chat/completions", HELLO);

        assertThat(reply.json().at("/error/message").asText()).contains("/v1");
    }

    @Test
    void aSlashAtTheEndChangesNothing() {
        assertThat(scenarios.acme().send("POST", "/v1/chat/completions/", HELLO).status())
                .isEqualTo(200);
    }

    @Test
    void compressedBodiesAreRefusedByTheHeadersName() {
        Client.Reply reply = scenarios
                .acme()
                .post("/v1/chat/completions", HELLO, request -> request.header("Content-Encoding", "gzip"));

        assertThat(reply.status()).isEqualTo(415);
        assertThat(reply.json().at("/error/param").asText()).isEqualTo("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "fake/echo", "fake%2Fecho", "route:kept", "route%3Akept"})
    void aModelIsFoundByEveryNameItHas(String id) {
        Client.Reply reply = scenarios.acme().get("/v1/models/" + id);
        Client.Reply toAnthropics =
                scenarios.acme().get("/v1/models/" + id, request -> request.header("anthropic-version", "2023-06-01"));

        String name = id.replace("%2F", "/").replace("%3A", ":");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("id").asText()).isEqualTo(name);
        assertThat(toAnthropics.json().path("id").asText()).isEqualTo(name);
    }

    @Test
    void headsAreAnsweredWithoutBodies() {
        Client.Reply reply = scenarios.acme().send("HEAD", "/v1/models", "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "claude", "plain-echo", "route:kept"})
    void numbersOfAnySizeHarmNobody(String model) {
        for (String number : new String[] {"1e999999999", "-1e-999999999", "0." + "1".repeat(900)}) {
            Client.Reply reply =
                    scenarios.acme().chat(HELLO.replace("\"echo\"", "\"" + model + "\",\"temperature\":" + number));

            assertThat(reply.status()).as(reply.body()).isIn(200, 400);
        }
    }

    @Test
    void aPromptThatIsNullIsNone() {
        Client.Reply reply = scenarios
                .acme()
                .post("/v1/responses", "{\"model\":\"echo\",\"input\":\"Hi\",\"prompt\":null}", request -> request);

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    private String head(String headers) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nAuthorization: Bearer "
                + scenarios.acme().key() + "\r\n" + headers + "\r\n\r\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }
}
