package org.llmops.platform.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Access tokens from the real Keycloak.
 *
 * <p>Of the workspace {@code acme}: alice (admin), arthur (editor), ava (viewer). Of {@code globex}: grace (admin). olga is admin of
 * both. A token lives ten minutes and is fetched once per test JVM.
 */
public final class TestTokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

    private TestTokens() {}

    /** A person's token; the password of a demo user is their name. */
    public static String user(String name) {
        return token(Map.of("grant_type", "password", "client_id", "llmops-cli", "username", name, "password", name));
    }

    /** A service's own token, with which it may act for any workspace. */
    public static String service(String clientId) {
        return token(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                clientId,
                "client_secret",
                RealServers.SERVICE_SECRET));
    }

    private static String token(Map<String, String> grant) {
        String form = grant.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .sorted()
                .collect(Collectors.joining("&"));
        return TOKENS.computeIfAbsent(form, TestTokens::fetch);
    }

    private static String fetch(String form) {
        URI endpoint = URI.create(Addresses.keycloak() + "/realms/llmops/protocol/openid-connect/token");
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            JsonNode answer = JSON.readTree(response.body());
            if (!answer.has("access_token")) {
                throw new IllegalStateException("Keycloak gives no token: " + answer);
            }
            return answer.get("access_token").asText();
        } catch (IOException e) {
            throw new IllegalStateException("Keycloak does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
