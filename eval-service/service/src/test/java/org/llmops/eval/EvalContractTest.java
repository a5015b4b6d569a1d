package org.llmops.eval;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.eval.TestCalls.answered;
import static org.llmops.eval.TestCalls.payload;
import static org.llmops.eval.TestCalls.publish;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.id.Ids;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;
import org.llmops.router.v1.CallRecord;

@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakeRouter.class)
class EvalContractTest {
    private final EvalApi ava = EvalApi.as("ava");
    private final EvalApi grace = EvalApi.as("grace");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status|perhaps|FILTER_INVALID",
                "status|OK|FILTER_INVALID",
                "status|unspecified|FILTER_INVALID",
                "copies|yes|FILTER_INVALID",
                "from|yesterday|FILTER_INVALID",
                "from|2026-01-31T12:00:00|FILTER_INVALID",
                "to|2026-02-30|FILTER_INVALID",
                "min_feedback|2|FILTER_INVALID",
                "max_feedback|good|FILTER_INVALID",
                "cursor|x|CURSOR_MALFORMED",
                "limit|0|FIELD_INVALID",
                "limit|201|FIELD_INVALID"
            })
    void namesTheParameterThatIsWrong(String parameter, String value, String problem) {
        Response answer = ava.list("/v1/calls", Map.of(parameter, value));

        assertProblem(answer, 400, problem);
        assertThat(EvalApi.json(answer).getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(parameter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/calls/x", "/v1/calls/1-1-1-1-1", "/v1/feedback?call_id=x", "/v1/scores?call_id=1"})
    void refusesAMalformedCallId(String path) {
        assertProblem(ava.get(path), 400, "CALL_ID_MALFORMED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'value':1}|call_id|FIELD_INVALID",
                "{'call_id':'x','value':1}|call_id|FIELD_INVALID",
                "{'call_id':'ID'}|value|FIELD_INVALID",
                "{'call_id':'ID','value':'sideways'}|value|FEEDBACK_INVALID",
                "{'call_id':'ID','value':1.5}|value|FEEDBACK_INVALID",
                "{'call_id':'ID','value':true}|value|FEEDBACK_INVALID",
                "{'call_id':'ID','value':1,'name':'Big Name'}|name|FIELD_INVALID",
                "{'call_id':'ID','value':1,'score':1}|score|FIELD_INVALID"
            })
    void namesTheFieldOfFeedbackThatIsWrong(String body, String field, String problem) {
        Response answer = ava.give(
                new JsonObject(body.replace('\'', '"').replace("ID", Ids.next().toString())));

        assertProblem(answer, 400, problem);
        assertThat(EvalApi.json(answer).getJsonArray("errors").getJsonObject(0).getString("field"))
                .isEqualTo(field);
    }

    @Test
    void refusesAnEndlessComment() {
        Response answer = ava.give(new JsonObject()
                .put("call_id", Ids.next().toString())
                .put("value", 1)
                .put("comment", "a".repeat(4001)));

        assertProblem(answer, 400, "FIELD_INVALID");
    }

    @Test
    void takesTextThatPostgresqlDoesNot() {
        String call = Ids.next().toString();

        Response given =
                ava.give(new JsonObject().put("call_id", call).put("value", 1).put("comment", "a\0b"));

        assertThat(given.statusCode()).isEqualTo(201);
        assertThat(EvalApi.json(given).getString("comment")).isEqualTo("a\ufffdb");
        assertThat(ava.list("/v1/calls", Map.of("app", "a\0b")).statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatACallIsUnknown() {
        String id = Ids.next().toString();

        Response answer = ava.get("/v1/calls/{id}", id);

        assertThat(EvalApi.json(answer))
                .isEqualTo(new JsonObject()
                        .put("type", "urn:llmops:problem:CALL_UNKNOWN")
                        .put("title", "Call does not exist")
                        .put("status", 404)
                        .put("detail", "No call has the id " + id + "; a new one may take a second to arrive"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/calls", "/v1/calls/01890000-0000-7000-8000-000000000000", "/v1/feedback", "/v1/scores"})
    void wantsToKnowWhoAsks(String path) {
        assertProblem(given().get(path), 401, "UNAUTHENTICATED");
    }

    @Test
    void servesNoOtherService() {
        Response answer = given().header("Authorization", "Bearer " + TestTokens.service("router-service"))
                .header("X-Workspace", "acme")
                .get("/v1/calls");

        assertProblem(answer, 403, "ROLE_MISSING");
    }

    @Test
    void showsNothingOfACallToAnotherWorkspace() {
        CallRecord.Builder call = answered()
                .setRequest(payload("{\"response_format\":{\"type\":\"json_object\"}}"))
                .setResponse(payload("{\"choices\":[{\"message\":{\"content\":\"{}\"}}]}"));
        publish(call);
        ava.awaitCall(call.getCallId());
        ava.giveFeedback(call.getCallId(), "up");
        String id = call.getCallId();
        String unknown = Ids.next().toString();

        assertThat(grace.get("/v1/calls/{id}", id).asString().replace(id, unknown))
                .isEqualTo(grace.get("/v1/calls/{id}", unknown).asString());
        assertThat(grace.callIds(Map.of("limit", 200))).doesNotContain(id);
        assertThat(EvalApi.json(grace.list("/v1/feedback", Map.of("call_id", id))))
                .isEqualTo(new JsonObject().put("items", new JsonArray()));
        assertThat(EvalApi.json(grace.list("/v1/scores", Map.of("call_id", id))))
                .isEqualTo(new JsonObject().put("items", new JsonArray()));
        assertThat(EvalApi.items(ava.list("/v1/scores", Map.of("call_id", id)))).hasSize(1);
    }

    @Test
    void keepsFeedbackOnACallOfAnotherWorkspaceToItself() {
        CallRecord.Builder call = answered();
        publish(call);
        JsonObject before = ava.awaitCall(call.getCallId());

        Response onTheirs = grace.giveFeedback(call.getCallId(), "down");
        Response onNothing = grace.giveFeedback(Ids.next().toString(), "down");

        assertThat(onTheirs.statusCode()).isEqualTo(onNothing.statusCode());
        assertThat(shape(onTheirs)).isEqualTo(shape(onNothing));
        assertThat(ava.call(call.getCallId())).isEqualTo(before);
        assertThat(EvalApi.items(ava.list("/v1/feedback", Map.of("call_id", call.getCallId()))))
                .isEmpty();
    }

    private static JsonObject shape(Response given) {
        JsonObject shape = EvalApi.json(given);
        shape.remove("id");
        shape.remove("call_id");
        shape.remove("given_at");
        return shape;
    }

    private static void assertProblem(Response answer, int status, String problem) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(EvalApi.json(answer).getString("type")).isEqualTo("urn:llmops:problem:" + problem);
        assertThat(EvalApi.json(answer).getInteger("status")).isEqualTo(status);
    }
}
