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
import java.util.concurrent.CountDownLatch;
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
    /** Two seconds until it begins, and some more to tell all of it. */
    private static final String STORY = "!words 120";

    private static final String ASK = "\"model\":\"simulator/sim-slow\",\"messages\":[{\"role\":\"user\",\"content\":\""
            + STORY + "\"}],\"max_tokens\":500";

    /** One streamed answer, read in the background. */
    private record Running(String callId, CountDownLatch begun, CompletableFuture<List<String>> events) {}

    @Test
    void streamsFinishWhileNewCallsAreRefused(Suite suite) throws Exception {
        ProcessHandle router = suite.process("router-service");
        List<Running> streams;
        List<Response> refused;
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            streams = Stream.of(
                            stream(http, readers, suite, "/v1/chat/completions", "{" + ASK + ",\"stream\":true}"),
                            stream(http, readers, suite, "/v1/messages", "{" + ASK + ",\"stream\":true}"),
                            stream(
                                    http,
                                    readers,
                                    suite,
                                    "/v1/responses",
                                    "{\"model\":\"simulator/sim-slow\",\"input\":\"" + STORY + "\",\"stream\":true}"))
                    .toList();
            for (Running stream : streams) {
                assertThat(stream.begun().await(20, TimeUnit.SECONDS)).isTrue();
            }

            suite.signal("router-service", "TERM");

            await().atMost(Duration.ofSeconds(5)).until(() -> ask(suite, "/v1/chat/completions").statusCode() == 503);
            refused = List.of(ask(suite, "/v1/chat/completions"), ask(suite, "/v1/messages"));
            suite.with(suite.key(), "ROUTER").get("/q/health/ready").then().statusCode(503);
            assertThat(streams).noneMatch(stream -> stream.events().isDone());
            for (Running stream : streams) {
                stream.events().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            }
        }

        assertThat(router.onExit().get(DEADLINE.toSeconds(), TimeUnit.SECONDS).isAlive())
                .isFalse();
        suite.up();

        assertThat(streams.get(0).events().get()).last().isEqualTo("data: [DONE]");
        assertThat(streams.get(1).events().get()).last().isEqualTo("data: {\"type\":\"message_stop\"}");
        assertThat(streams.get(2).events().get()).contains("event: response.completed");
        refused.getFirst()
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .header("Connection", "close")
                .body("error.code", equalTo("shutting_down"));
        refused.getLast().then().statusCode(503).body("type", equalTo("error")).body("error.type", equalTo("api_error"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(streams)
                        .allSatisfy(stream -> suite.as("ava", "EVAL")
                                .get("/v1/calls/" + stream.callId())
                                .then()
                                .statusCode(200)
                                .body("status", equalTo("ok"))));
    }

    private static Response ask(Suite suite, String path) {
        return suite.with(suite.key(), "ROUTER").body("{" + ASK.replace("sim-slow", "sim-small") + "}").post(path);
    }

    private static Running stream(HttpClient http, ExecutorService readers, Suite suite, String path, String body) {
        try {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(URI.create(suite.url("ROUTER") + path))
                            .header("Content-Type", "application/json")
                            .header("Authorization", "Bearer " + suite.key())
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            CountDownLatch begun = new CountDownLatch(1);
            return new Running(
                    answer.headers().firstValue("x-llmops-call-id").orElseThrow(),
                    begun,
                    CompletableFuture.supplyAsync(() -> lines(answer.body(), begun), readers));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static List<String> lines(InputStream answer, CountDownLatch begun) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .peek(line -> begun.countDown())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
