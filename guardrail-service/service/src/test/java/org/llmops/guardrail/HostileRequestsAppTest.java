package org.llmops.guardrail;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;

/** Whatever is sent to whichever operation, the answer is one of its own or a problem that says what to mend. */
@QuarkusTest
@WithTestResource(RealServers.class)
class HostileRequestsAppTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A few of the requests are right after all. */
    @AfterEach
    void nothingIsSetForOthers() {
        Guardrails grace = Guardrails.as("grace");
        grace.delete("/release-gates");
        grace.delete("/policies/nobodys/gates");
        grace.put("/recording", new JsonObject().put("content", false));
    }

    @Test
    void everyOperationAnswersEveryBrokenRequestWithAProblemThatSaysWhatToMend() throws Exception {
        JsonObject document = new JsonObject(
                given().accept("application/json").get("/q/openapi").asString());
        List<HostileRequests.Request> requests = new HostileRequests(document).all();
        assertThat(requests).hasSizeGreaterThan(500);

        List<String> unanswered = new ArrayList<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (HostileRequests.Request request : requests) {
                HttpResponse<String> answer = client.send(written(request), HttpResponse.BodyHandlers.ofString());
                if (!isClear(answer) || request.nonsense() && answer.statusCode() < 400) {
                    unanswered.add(answer.statusCode() + " " + answer.body() + "\n  to " + request);
                }
            }
        }

        assertThat(unanswered).isEmpty();
    }

    private static HttpRequest written(HostileRequests.Request request) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + request.path()))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + Guardrails.as("grace").token())
                .header("Content-Type", "application/json")
                .method(
                        request.method(),
                        request.body()
                                .map(HttpRequest.BodyPublishers::ofString)
                                .orElseGet(HttpRequest.BodyPublishers::noBody))
                .build();
    }

    private static boolean isClear(HttpResponse<String> answer) {
        if (answer.statusCode() < 400) {
            return true;
        }
        String type = answer.headers().firstValue("content-type").orElse("");
        if (answer.statusCode() >= 500 || !type.startsWith("application/problem+json")) {
            return false;
        }
        try {
            JsonObject problem = new JsonObject(answer.body());
            JsonArray errors = problem.getJsonArray("errors", new JsonArray());
            boolean named = errors.stream()
                    .map(JsonObject.class::cast)
                    .allMatch(error -> isSaid(error.getString("field")) && isSaid(error.getString("detail")));
            return named && (isSaid(problem.getString("detail")) || !errors.isEmpty());
        } catch (DecodeException noJson) {
            return false;
        }
    }

    private static boolean isSaid(String text) {
        return text != null && !text.isBlank();
    }
}
