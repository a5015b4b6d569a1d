package org.llmops.router;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.function.Supplier;
import org.llmops.platform.testkit.TestTokens;

/**
 * The administration's API, as one caller uses it.
 *
 * @param bearer what the caller presents; asked for when it is needed, as the servers are not there before
 */
public record Api(Supplier<String> bearer) {
    /** An administrator of acme. */
    public static final String ALICE = "alice";

    /** An editor of acme. */
    public static final String ARTHUR = "arthur";

    /** A viewer of acme. */
    public static final String AVA = "ava";

    /** An administrator of globex. */
    public static final String GRACE = "grace";

    public static Api of(String user) {
        return new Api(() -> TestTokens.user(user));
    }

    public static Api withKey(String key) {
        return new Api(() -> key);
    }

    public RequestSpecification request() {
        return given().header("Authorization", "Bearer " + bearer.get()).contentType(ContentType.JSON);
    }

    public Response get(String path) {
        return request().get("/admin/v1" + path);
    }

    public Response post(String path, String body) {
        return request().body(body).post("/admin/v1" + path);
    }

    /** Sends this as JSON. */
    public Response post(String path, Map<String, ?> body) {
        return request().body(body).post("/admin/v1" + path);
    }

    public Response put(String path, String body) {
        return request().body(body).put("/admin/v1" + path);
    }

    public Response delete(String path) {
        return request().delete("/admin/v1" + path);
    }

    /** Registers a provider with two models, or fails the test. */
    public void registerProvider(String name) {
        post("/providers", provider(name)).then().statusCode(201);
    }

    public static String provider(String name) {
        return """
                {"name": "%s", "dialect": "openai", "base_url": "http://127.0.0.1:8090/v1", "credential": "sk-%s-secret",
                 "models": [{"id": "small", "context_window": 8000, "max_output_tokens": 1000}, {"id": "large"}]}
                """.formatted(name, name);
    }

    public static String route(String provider, String... models) {
        StringBuilder targets = new StringBuilder();
        for (String model : models) {
            targets.append(targets.isEmpty() ? "" : ",")
                    .append("{\"provider\":\"%s\",\"model\":\"%s\"}".formatted(provider, model));
        }
        return "{\"targets\":[" + targets + "]}";
    }
}
