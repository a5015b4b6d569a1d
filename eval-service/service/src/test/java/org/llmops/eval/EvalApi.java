package org.llmops.eval;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.llmops.platform.testkit.TestTokens;

/** The eval service as one caller sees it. */
public final class EvalApi {
    private static final Duration ARRIVAL = Duration.ofSeconds(30);

    private final String authorization;

    private EvalApi(String authorization) {
        this.authorization = authorization;
    }

    public static EvalApi as(String user) {
        return new EvalApi("Bearer " + TestTokens.user(user));
    }

    public static EvalApi withKey(String key) {
        return new EvalApi("Bearer " + key);
    }

    public RequestSpecification request() {
        return given().header("Authorization", authorization);
    }

    public Response get(String path, Object... parameters) {
        return request().get(path, parameters);
    }

    public Response list(String path, Map<String, ?> query) {
        return request().queryParams(query).get(path);
    }

    public Response give(JsonObject feedback) {
        return request().contentType(ContentType.JSON).body(feedback.encode()).post("/v1/feedback");
    }

    public Response giveFeedback(String callId, Object value) {
        return give(new JsonObject().put("call_id", callId).put("value", value));
    }

    public JsonObject call(String callId) {
        Response answer = get("/v1/calls/{id}", callId);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return json(answer);
    }

    /** Waits until the call's record has arrived. */
    public JsonObject awaitCall(String callId) {
        await().atMost(ARRIVAL)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get("/v1/calls/{id}", callId).statusCode() == 200);
        return call(callId);
    }

    /** The ids of the calls that fit, in the order of the list. */
    public List<String> callIds(Map<String, ?> query) {
        Response answer = list("/v1/calls", query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return items(answer).map(call -> call.getString("call_id")).toList();
    }

    public static Stream<JsonObject> items(Response list) {
        JsonArray items = json(list).getJsonArray("items");
        return items.stream().map(JsonObject.class::cast);
    }

    public static JsonObject json(Response answer) {
        return new JsonObject(answer.asString());
    }
}
