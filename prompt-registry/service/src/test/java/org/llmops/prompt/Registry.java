package org.llmops.prompt;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.llmops.platform.testkit.TestTokens;

/** The registry's REST API, as somebody sees it. */
record Registry(String token) {
    static Registry as(String user) {
        return new Registry(TestTokens.user(user));
    }

    static Registry asService(String client) {
        return new Registry(TestTokens.service(client));
    }

    /** A name that no other test uses. */
    static String anyPrompt() {
        return "prompt-" + UUID.randomUUID();
    }

    static JsonObject text(String template) {
        return new JsonObject().put("kind", "text").put("text", template).put("commit_message", "Because");
    }

    static JsonObject chat(JsonObject... messages) {
        return new JsonObject()
                .put("kind", "chat")
                .put("messages", JsonArray.of((Object[]) messages))
                .put("commit_message", "Because");
    }

    static JsonObject message(String role, String content) {
        return new JsonObject().put("role", role).put("content", content);
    }

    static JsonObject json(Response response) {
        return new JsonObject(response.asString());
    }

    RequestSpecification request() {
        return given().auth().oauth2(token).urlEncodingEnabled(false);
    }

    Response publish(String prompt, JsonObject draft) {
        return request().contentType(ContentType.JSON).body(draft.encode()).post("/v1/prompts/" + prompt + "/versions");
    }

    /** Publishes what must be accepted, and tells its number. */
    int published(String prompt, JsonObject draft) {
        return publish(prompt, draft).then().statusCode(201).extract().path("version");
    }

    Response get(String path) {
        return request().get("/v1/prompts" + path);
    }

    Response move(String prompt, String label, int version) {
        return request()
                .contentType(ContentType.JSON)
                .body(new JsonObject().put("version", version).encode())
                .put(labelPath(prompt, label));
    }

    Response moveIf(String ifMatch, String prompt, String label, int version) {
        return request()
                .header("If-Match", ifMatch)
                .contentType(ContentType.JSON)
                .body(new JsonObject().put("version", version).encode())
                .put(labelPath(prompt, label));
    }

    Response remove(String prompt, String label) {
        return request().delete(labelPath(prompt, label));
    }

    Response render(String prompt, JsonObject request) {
        return request().contentType(ContentType.JSON).body(request.encode()).post("/v1/prompts/" + prompt + "/render");
    }

    private static String labelPath(String prompt, String label) {
        return "/v1/prompts/" + prompt + "/labels/" + label;
    }
}
