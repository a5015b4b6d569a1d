package org.llmops.local.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.llmops.platform.servers.ServerFailure;

/**
 * One service's REST API, called as somebody.
 *
 * @param bearer a token or an API key
 */
public record Api(String service, String url, String bearer) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    public Answer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public Answer post(String path, JsonNode body) {
        return send("POST", path, BodyPublishers.ofString(body.toString()));
    }

    public Answer put(String path, JsonNode body) {
        return send("PUT", path, BodyPublishers.ofString(body.toString()));
    }

    private Answer send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(PATIENCE)
                .method(method, body)
                .header("Content-Type", "application/json");
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        String name = method + " " + url + path;
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());
            return new Answer(service, name, response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new ServerFailure(service + " does not answer " + name + ": " + e + "; see './llmops status'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted", e);
        }
    }
}
