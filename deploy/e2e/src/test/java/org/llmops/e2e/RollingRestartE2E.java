package org.llmops.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A router that is told to end while it streams: nobody who was being served notices, nobody new is kept waiting. */
@ExtendWith(RunningSuite.class)
class RollingRestartE2E {
    /** Of `llmops.drain.deadline`, and of what ends after the last call. */
    private static final Duration DEADLINE = Duration.ofSeconds(30 + 15);

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Two seconds until it begins, and a dozen more to tell all of it. */
    private static final String STORY = "!words 250";

    private static final String ASK = "\"model\":\"simulator/sim-slow\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + STORY + "\"}],\"max_tokens\":500";

    /** One streamed answer, read in the background. */
    private record Running(CompletableFuture<String> begun, CompletableFuture<List<String>> events) {
        String callId() {
            return begun.join();
        }
    }

    @Test
    void streamsFinishWhileNewCallsAreRefused(Suite suite) throws Exception {
        ProcessHandle router = suite.process("router-service");
        List<Running> streams;
        List<Response> refused;
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            streams = Stream.of(
                            request(suite, "/v1/chat/completions", "{" + ASK + ",\"stream\":true}"),
                            request(suite, "/v1/messages", "{" + ASK + ",\"stream\":true}"),
                            request(
                                    suite,
                                    "/v1/responses",
                                    "{\"model\":\"simulator/sim-slow\",\"input\":\"" + STORY + "\",\"stream\":true}"))
                    .map(request -> stream(http, readers, request))
                    .toList();
            for (Running stream : streams) {
                stream.begun().get(20, TimeUnit.SECONDS);
            }

            suite.signal("router-service", "TERM");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> ask(suite, "/v1/chat/completions").statusCode() == 503);
            assertThat(streams).noneMatch(stream -> stream.events().isDone());
            refused = List.of(ask(suite, "/v1/chat/completions"), ask(suite, "/v1/messages"));
            suite.with(suite.key(), "ROUTER").get("/q/health/ready").then().statusCode(503);
            for (Running stream : streams) {
                stream.events().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            router.onExit().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            suite.up();
        }

        assertThat(streams.get(0).events().get()).last().isEqualTo("data: [DONE]");
        assertThat(streams.get(1).events().get()).last().isEqualTo("data: {\"type\":\"message_stop\"}");
        assertThat(streams.get(2).events().get()).contains("event: response.completed");
        refused.getFirst()
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .header("Connection", "close")
                .body("error.code", equalTo("shutting_down"));
        refused.getLast()
                .then()
                .statusCode(503)
                .body("type", equalTo("error"))
                .body("error.type", equalTo("api_error"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(streams)
                        .allSatisfy(stream -> suite.as("ava", "EVAL")
                                .get("/v1/calls/" + stream.callId())
                                .then()
                                .statusCode(200)
                                .body("status", equalTo("ok"))));
    }

    private static Response ask(Suite suite, String path) {
        return suite.with(suite.key(), "ROUTER")
                .body("{" + ASK.replace("sim-slow", "sim-small") + "}")
                .post(path);
    }

    private static HttpRequest request(Suite suite, String path, String body) {
        return HttpRequest.newBuilder(URI.create(suite.url("ROUTER") + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + suite.key())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static Running stream(HttpClient http, ExecutorService readers, HttpRequest request) {
        CompletableFuture<HttpResponse<InputStream>> answer =
                http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream());
        return new Running(
                answer.thenApply(
                        begun -> begun.headers().firstValue("x-llmops-call-id").orElseThrow()),
                answer.thenApplyAsync(begun -> lines(begun.body()), readers));
    }

    private static List<String> lines(InputStream answer) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isEmpty()).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
