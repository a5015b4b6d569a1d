package org.llmops.router.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.llmops.router.body.Json;

/** A program that calls models through the router with an API key. */
record Client(String key) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final HttpClient HTTP2 =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    /** What came back. */
    record Reply(int status, HttpHeaders headers, String body) {
        String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        JsonNode json() {
            return Client.json(body);
        }

        /** Data of the events of a stream. */
        List<String> events() {
            return body.lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> line.substring(6))
                    .toList();
        }

        /** Everything a streamed answer says in its first choice. */
        String streamedText() {
            return events().stream()
                    .filter(event -> !event.equals("[DONE]"))
                    .map(event -> Client.json(event)
                            .path("choices")
                            .path(0)
                            .path("delta")
                            .path("content")
                            .asText(""))
                    .collect(Collectors.joining());
        }
    }

    /** The part of the key that may be shown. */
    String publicId() {
        return key.split("-")[2];
    }

    static JsonNode json(String text) {
        try {
            return Json.tree(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException malformed) {
            throw new AssertionError("Not JSON: " + text, malformed);
        }
    }

    Reply chat(String body) {
        return post("/v1/chat/completions", body, request -> request);
    }

    Reply post(String path, String body, UnaryOperator<HttpRequest.Builder> more) {
        return send(
                HTTP,
                more.apply(request(path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    Reply send(String method, String path, String body) {
        return send(method, path, body, request -> request);
    }

    Reply send(String method, String path, String body, UnaryOperator<HttpRequest.Builder> more) {
        return send(
                HTTP,
                more.apply(request(path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** Over HTTP/2, where connections have no say about a single call. */
    Reply chatOverHttp2(String body) {
        return send(
                HTTP2,
                request("/v1/chat/completions")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    Reply get(String path) {
        return get(path, request -> request);
    }

    Reply get(String path, UnaryOperator<HttpRequest.Builder> more) {
        return send(HTTP, more.apply(request(path)).GET().build());
    }

    /** Reads so many bytes of the answer and hangs up. */
    void hangUpAfter(int bytes, String body) {
        hangUpAfter(bytes, "/v1/chat/completions", body, request -> request);
    }

    void hangUpAfter(int bytes, String path, String body, UnaryOperator<HttpRequest.Builder> more) {
        HttpClient impatient =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (InputStream answer = impatient
                .send(
                        more.apply(request(path))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
            answer.readNBytes(bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            impatient.shutdownNow();
        }
    }

    /** Waits this long for an answer that does not come, and hangs up. */
    void leaveAfter(Duration patience, String body) {
        try (HttpClient impatient =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            impatient.send(
                    request("/v1/chat/completions")
                            .timeout(patience)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
            throw new AssertionError("There was an answer");
        } catch (HttpTimeoutException expected) {
            // It has left.
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .header("Content-Type", "application/json");
        return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
    }

    private static Reply send(HttpClient client, HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response.headers(), response.body());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }
}
