package org.llmops.guardrail;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.llmops.platform.testkit.TestTokens;

/** The service's REST API, as somebody sees it. */
record Guardrails(String token) {
    static Guardrails as(String user) {
        return new Guardrails(TestTokens.user(user));
    }

    /** A name that no other test uses. */
    static String anyPolicy() {
        return "policy-" + UUID.randomUUID();
    }

    static JsonObject rail(String detector, String action) {
        return new JsonObject()
                .put("id", detector + "-" + action)
                .put("detector", detector)
                .put("directions", JsonArray.of("input", "output"))
                .put("action", action);
    }

    static JsonObject policy(JsonObject... rails) {
        return new JsonObject().put("rails", JsonArray.of((Object[]) rails));
    }

    static JsonObject texts(String direction, String... texts) {
        JsonArray segments = new JsonArray();
        Arrays.stream(texts).forEach(text -> segments.add(new JsonObject().put("text", text)));
        return new JsonObject().put("direction", direction).put("segments", segments);
    }

    static JsonObject json(Response response) {
        return new JsonObject(response.asString());
    }

    RequestSpecification request() {
        return given().auth().oauth2(token).urlEncodingEnabled(false);
    }

    Response publish(String policy, JsonObject version) {
        return request().contentType(ContentType.JSON).body(version.encode()).post(versions(policy));
    }

    /** A version as it is written, right or wrong. */
    Response publish(String policy, String version) {
        return request().contentType(ContentType.JSON).body(version).post(versions(policy));
    }

    Response get(String path) {
        return request().get("/v1" + path);
    }

    Response enforce(String policy, int version) {
        return request()
                .contentType(ContentType.JSON)
                .body(new JsonObject()
                        .put("name", policy)
                        .put("version", version)
                        .encode())
                .put("/v1/enforced-policy");
    }

    Response delete(String path) {
        return request().delete("/v1" + path);
    }

    ValidatableResponse put(String path, JsonObject body) {
        return request()
                .contentType(ContentType.JSON)
                .body(body.encode())
                .put("/v1" + path)
                .then();
    }

    ValidatableResponse post(String path, JsonObject body) {
        return request()
                .contentType(ContentType.JSON)
                .body(body.encode())
                .post("/v1" + path)
                .then();
    }

    /** Compares a version with the one in force, on lines of JSON. */
    ValidatableResponse compare(String policy, int version, String lines) {
        return request()
                .contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post(versions(policy) + "/" + version + "/comparisons")
                .then();
    }

    Response release() {
        return request().delete("/v1/enforced-policy");
    }

    Response screen(JsonObject request) {
        return request().contentType(ContentType.JSON).body(request.encode()).post("/v1/screen");
    }

    /** Publishes a policy of these rails and puts it in force; tells its name. */
    String inForce(JsonObject... rails) {
        String name = anyPolicy();
        publish(name, policy(rails)).then().statusCode(201);
        enforce(name, 1).then().statusCode(200);
        return name;
    }

    private static String versions(String policy) {
        return "/v1/policies/" + policy + "/versions";
    }
}
