package org.llmops.local.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.llmops.local.settings.Ports;
import org.llmops.platform.servers.ServerFailure;

/** The services as one caller reaches them. */
public final class Suite {
    private final Ports ports;
    private final String bearer;

    private Suite(Ports ports, String bearer) {
        this.ports = ports;
        this.bearer = bearer;
    }

    /** As a person, whose password is their name. */
    public static Suite as(String person, Ports ports) {
        return new Suite(ports, token(person, ports));
    }

    /** As an application. */
    public static Suite with(String key, Ports ports) {
        return new Suite(ports, key);
    }

    public Api prompts() {
        return api("prompt-registry");
    }

    public Api guardrails() {
        return api("guardrail-service");
    }

    public Api costs() {
        return api("cost-service");
    }

    public Api router() {
        return api("router-service");
    }

    public Api evals() {
        return api("eval-service");
    }

    /** The simulator shows what it received to whoever asks. */
    public Api simulator() {
        return new Api("simulator", url("simulator", ports), "");
    }

    public static String url(String part, Ports ports) {
        return "http://127.0.0.1:" + ports.of(part);
    }

    private Api api(String service) {
        return new Api(service, url(service, ports), bearer);
    }

    private static String token(String person, Ports ports) {
        String form = "grant_type=password&client_id=llmops-cli&username=%1$s&password=%1$s"
                .formatted(URLEncoder.encode(person, UTF_8));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(url("keycloak", ports) + "/realms/llmops/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            JsonNode token = Json.MAPPER.readTree(response.body()).path("access_token");
            if (token.isMissingNode()) {
                throw new ServerFailure("Keycloak gives " + person + " no token: " + response.body());
            }
            return token.asText();
        } catch (IOException e) {
            throw new ServerFailure("Keycloak does not answer; see './llmops status'", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailure("Interrupted", e);
        }
    }
}
