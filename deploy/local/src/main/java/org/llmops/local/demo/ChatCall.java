package org.llmops.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.Stream;
import org.llmops.local.api.Json;
import org.llmops.platform.servers.ServerFailure;

/**
 * A streamed chat completion, as any OpenAI client makes it.
 *
 * @param text the pieces of the answer, put together
 */
record ChatCall(HttpResponse<?> response, String text, int chunks, Duration duration) {
    private static final String DATA = "data: ";

    /** Makes the call and prints the answer as it comes. */
    static ChatCall stream(String url, String key, JsonNode body, PrintStream out) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build();
        long begin = System.nanoTime();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpResponse<Stream<String>> response = client.send(request, BodyHandlers.ofLines());
            try (Stream<String> lines = response.body()) {
                if (response.statusCode() != 200) {
                    throw new ServerFailure("router-service answered " + response.statusCode() + ": "
                            + String.join(" ", lines.toList()));
                }
                return read(response, lines, begin, out);
            }
        } catch (IOException e) {
            throw new ServerFailure("router-service does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted", e);
        }
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static ChatCall read(HttpResponse<?> response, Stream<String> lines, long begin, PrintStream out) {
        StringBuilder text = new StringBuilder();
        int[] chunks = {0};
        out.print("     ");
        lines.filter(line -> line.startsWith(DATA) && !line.endsWith("[DONE]"))
                .map(line -> delta(line.substring(DATA.length())))
                .filter(delta -> !delta.isEmpty())
                .forEach(delta -> {
                    chunks[0]++;
                    text.append(delta);
                    out.print(delta.replace("\n", "\n     "));
                    out.flush();
                });
        out.println();
        return new ChatCall(response, text.toString(), chunks[0], Duration.ofNanos(System.nanoTime() - begin));
    }

    private static String delta(String data) {
        try {
            return Json.MAPPER
                    .readTree(data)
                    .path("choices")
                    .path(0)
                    .path("delta")
                    .path("content")
                    .asText("");
        } catch (JsonProcessingException e) {
            throw new ServerFailure("router-service streamed what is not JSON: " + data, e);
        }
    }
}
