package org.llmops.eval.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.eval.TestCalls.answered;
import static org.llmops.eval.TestCalls.anyName;
import static org.llmops.eval.TestCalls.eventful;
import static org.llmops.eval.TestCalls.payload;
import static org.llmops.eval.TestCalls.publish;
import static org.llmops.eval.TestCalls.timestamp;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.eval.EvalApi;
import org.llmops.eval.FakeRouter;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.CallerRef;
import org.llmops.router.v1.PromptUse;
import org.llmops.router.v1.RouteTaken;

@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakeRouter.class)
class CallLogAppTest {
    private final EvalApi ava = EvalApi.as("ava");

    @Test
    void tellsEverythingTheRouterToldOfACall() {
        Instant startedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        CallRecord.Builder call = eventful(startedAt)
                .setRequest(payload(
                        "{\"messages\":[{\"role\":\"user\",\"content\":\"I am <EMAIL_ADDRESS_1>\"}],\"n\":1.0}"))
                .setResponse(payload("{\"choices\":[]}"));
        publish(call);

        JsonObject seen = ava.awaitCall(call.getCallId());

        JsonObject summary = new JsonObject()
                .put("call_id", call.getCallId())
                .put("started_at", startedAt.toString())
                .put("operation", "chat")
                .put("surface", "openai.chat_completions")
                .put("app", "checkout")
                .put("caller", json("{'subject':'k1','kind':'app','end_user':'customer-7'}"))
                .put("status", "ok")
                .put("http_status", 200)
                .put("finish_reason", "stop")
                .put("streamed", true)
                .put("requested_model", "route:support")
                .put("model", "sim-small")
                .put("provider", "simulator")
                .put("route", json("{'name':'support','version':3,'target':'simulator/sim-small'}"))
                .put("prompt", json("{'name':'support-reply','version':4,'label':'production'}"))
                .put("latency_ms", 1234.567)
                .put("first_token_ms", 200.05)
                .put("overhead_ms", 3)
                .put("tokens", json("{'input':120,'output':30,'total':150}"))
                .put("cost_usd", "0.000123456")
                .put("cache", json("{'status':'miss'}"))
                .put("guardrails", json("{'input':'redact','output':'allow'}"))
                .put("feedback_summary", new JsonArray());
        assertThat(EvalApi.items(ava.list("/v1/calls", Map.of("end_user", "customer-7"))))
                .contains(summary);
        assertThat(seen)
                .isEqualTo(summary.copy()
                        .put(
                                "request",
                                json("{'messages':[{'role':'user','content':'I am <EMAIL_ADDRESS_1>'}],'n':1.0}"))
                        .put("request_bytes", call.getRequest().getBytes())
                        .put("request_truncated", false)
                        .put("response", json("{'choices':[]}"))
                        .put("response_bytes", 14)
                        .put("response_truncated", false)
                        .put(
                                "attempts",
                                new JsonArray()
                                        .add(
                                                json(
                                                        "{'target':'simulator/sim-error','provider':'simulator','model':'sim-error',"
                                                                + "'http_status':500,'failure':'SERVER_ERROR','duration_ms':10.5}"))
                                        .add(json(
                                                "{'target':'simulator/sim-small','provider':'simulator','model':'sim-small',"
                                                        + "'http_status':200,'duration_ms':1220}")))
                        .put(
                                "screening",
                                json("{'input':{'verdict':'redact','policy':'privacy','policy_version':2,'findings':["
                                        + "{'rule_id':'mail','entity':'EMAIL_ADDRESS','action':'redact','count':2}],"
                                        + "'unscanned_bytes':12},"
                                        + "'output':{'verdict':'allow','policy':'privacy','policy_version':2,'findings':[],"
                                        + "'unscanned_bytes':0}}"))
                        .put(
                                "usage",
                                json(
                                        "{'input_tokens':120,'cache_read_tokens':100,'cache_write_tokens':0,'output_tokens':30,"
                                                + "'reasoning_tokens':10,'estimated':false,'raw':{'prompt_tokens':120,'x':1.0}}"))
                        .put(
                                "cost",
                                json(
                                        "{'usd':'0.000123456','status':'exact','price_book_version':5,'rule_id':'sim-small-2026'}"))
                        .put(
                                "leases",
                                new JsonArray()
                                        .add(json("{'lease_id':'lease-1','budget_id':'budget-1','usd':'0.000123456'}")))
                        .put("metadata", json("{'ticket':'T-1'}"))
                        .put("feedback", new JsonArray())
                        .put("scores", new JsonArray()));
    }

    @Test
    void givesBackBodiesAsTheyWereSentOrAsText() {
        CallRecord.Builder exact = answered().setRequest(payload("{\"messages\":[{\"n\":1.0},{\"n\":1e400}],\"a\":1}"));
        CallRecord.Builder cut = answered();
        cut.getRequestBuilder().setJson("{\"messages\":[{\"a").setBytes(70_000).setTruncated(true);
        CallRecord.Builder none = answered().clearResponse();
        CallRecord.Builder odd = answered().setResponse(payload("a \0 in the \"text\""));
        publish(exact, cut, none, odd);

        ava.awaitCall(odd.getCallId());

        assertThat(ava.get("/v1/calls/{id}", exact.getCallId()).asString())
                .contains("\"request\":{\"messages\":[{\"n\":1.0},{\"n\":1e400}],\"a\":1}");
        assertThat(ava.awaitCall(cut.getCallId()).getMap())
                .containsEntry("request", "{\"messages\":[{\"a")
                .containsEntry("request_bytes", 70_000)
                .containsEntry("request_truncated", true);
        assertThat(ava.awaitCall(none.getCallId()).getMap()).doesNotContainKey("response");
        assertThat(ava.call(odd.getCallId()).getString("response")).isEqualTo("a \0 in the \"text\"");
    }

    @Test
    void tellsOfACallThatNeverGotToAModel() {
        CallRecord.Builder refused = answered()
                .setStatus(CallStatus.CALL_STATUS_REFUSED)
                .setHttpStatus(429)
                .setErrorCode("RATE_LIMITED")
                .clearResponse();
        publish(refused);

        JsonObject seen = ava.awaitCall(refused.getCallId());

        assertThat(seen.getMap())
                .containsEntry("status", "refused")
                .containsEntry("error_code", "RATE_LIMITED")
                .containsEntry("cost_usd", "0.00")
                .doesNotContainKeys("route", "model", "provider", "prompt", "first_token_ms", "finish_reason");
        assertThat(seen.getJsonObject("guardrails").isEmpty()).isTrue();
    }

    @Test
    void filtersByEverythingThatIsGiven() {
        String app = anyName("app");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        CallRecord.Builder first = answered()
                .setCaller(CallerRef.newBuilder().setApp(app).setEndUser("u1"))
                .setStartedAt(timestamp(now.minusSeconds(60)))
                .setPrompt(PromptUse.newBuilder().setName("reply@home").setVersion(1))
                .setRoute(RouteTaken.newBuilder().setName("r1").setModel("m1"));
        CallRecord.Builder second = answered()
                .setCaller(CallerRef.newBuilder().setApp(app).setEndUser("u2"))
                .setStartedAt(timestamp(now))
                .setPrompt(PromptUse.newBuilder().setName("reply@home").setVersion(12))
                .setRequestedModel("m1")
                .setStatus(CallStatus.CALL_STATUS_BLOCKED);
        publish(first, second);
        ava.awaitCall(first.getCallId());
        ava.awaitCall(second.getCallId());
        String one = first.getCallId();
        String two = second.getCallId();

        assertThat(found(app, "limit", "10")).containsExactly(two, one);
        assertThat(found(app, "prompt", "reply@home")).containsExactly(two, one);
        assertThat(found(app, "prompt", "reply@home@1")).containsExactly(one);
        assertThat(found(app, "prompt", "reply@home@12")).containsExactly(two);
        assertThat(found(app, "prompt", "reply")).isEmpty();
        assertThat(found(app, "model", "m1")).containsExactly(two, one);
        assertThat(found(app, "model", "sim-small")).containsExactly(one);
        assertThat(found(app, "route", "r1")).containsExactly(one);
        assertThat(found(app, "status", "blocked")).containsExactly(two);
        assertThat(found(app, "end_user", "u1")).containsExactly(one);
        assertThat(found(app, "from", now.toString())).containsExactly(two);
        assertThat(found(app, "to", now.toString())).containsExactly(one);
        assertThat(found(app, "from", now.toString().replace("Z", "+00:00"))).containsExactly(two);
        assertThat(found(app, "from", "2026-01-01")).containsExactly(two, one);
        assertThat(found(app, "to", "2020-01-01")).isEmpty();
        assertThat(found(app, "end_user", "u1", "status", "blocked")).isEmpty();
    }

    @Test
    void copiesAreNobodysCallsAndShownOnDemand() {
        String app = anyName("app");
        String model = anyName("model");
        CallRecord.Builder original = ofApp(app).setRequestedModel(model);
        CallRecord.Builder copy = ofApp(app).setRequestedModel(model).setShadowOfCallId(original.getCallId());
        publish(original, copy);
        ava.awaitCall(original.getCallId());
        ava.awaitCall(copy.getCallId());

        assertThat(found(app)).containsExactly(original.getCallId());
        assertThat(found(app, "copies", "true")).containsExactly(original.getCallId());
        assertThat(ids(ava.list("/v1/calls", Map.of("model", model)))).containsExactly(original.getCallId());
        Response marked = ava.list("/v1/calls", Map.of("model", model, "copies", "true"));
        assertThat(ids(marked)).containsExactlyInAnyOrder(original.getCallId(), copy.getCallId());
        assertThat(ava.call(copy.getCallId()).getString("copy_of_call_id")).isEqualTo(original.getCallId());
        assertThat(ava.call(copy.getCallId()).containsKey("app")).isFalse();
        assertThat(ava.call(original.getCallId()).containsKey("copy_of_call_id"))
                .isFalse();
    }

    @Test
    void findsCallsByTheirFeedback() {
        String app = anyName("app");
        CallRecord.Builder liked = ofApp(app);
        CallRecord.Builder disliked = ofApp(app);
        CallRecord.Builder mixed = ofApp(app);
        CallRecord.Builder silent = ofApp(app);
        publish(liked, disliked, mixed, silent);
        List.of(liked, disliked, mixed, silent).forEach(call -> ava.awaitCall(call.getCallId()));
        EvalApi alice = EvalApi.as("alice");
        ava.giveFeedback(liked.getCallId(), "up");
        ava.giveFeedback(disliked.getCallId(), "up");
        ava.giveFeedback(disliked.getCallId(), "down");
        ava.giveFeedback(mixed.getCallId(), "down");
        alice.give(new JsonObject()
                .put("call_id", mixed.getCallId())
                .put("name", "tone")
                .put("value", 0.75));

        assertThat(found(app, "max_feedback", "0")).containsExactlyInAnyOrder(disliked.getCallId(), mixed.getCallId());
        assertThat(found(app, "min_feedback", "0.7")).containsExactlyInAnyOrder(liked.getCallId(), mixed.getCallId());
        assertThat(found(app, "feedback", "tone")).containsExactly(mixed.getCallId());
        assertThat(found(app, "feedback", "tone", "min_feedback", "0.8")).isEmpty();
        assertThat(found(app, "min_feedback", "0.2", "max_feedback", "0.8")).containsExactly(mixed.getCallId());
        assertThat(ava.call(mixed.getCallId()).getJsonArray("feedback_summary"))
                .isEqualTo(new JsonArray("[{\"name\":\"thumbs\",\"count\":1,\"mean\":0},"
                        + "{\"name\":\"tone\",\"count\":1,\"mean\":0.75}]"));
    }

    @Test
    void turnsPagesWithoutRepeatingOrSkippingWhileCallsArrive() {
        String app = anyName("app");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        List<String> newestFirst = new ArrayList<>();
        for (int n = 0; n < 7; n++) {
            // Pairs that start in the same microsecond.
            CallRecord.Builder call = ofApp(app).setStartedAt(timestamp(now.plusMillis(n / 2)));
            publish(call);
            newestFirst.add(call.getCallId());
        }
        Collections.reverse(newestFirst);
        newestFirst.forEach(ava::awaitCall);

        Response first = ava.list("/v1/calls", Map.of("app", app, "limit", 3));
        CallRecord.Builder newer = ofApp(app).setStartedAt(timestamp(now.plusSeconds(1)));
        CallRecord.Builder late = ofApp(app).setStartedAt(timestamp(now.plusMillis(2)));
        publish(newer, late);
        ava.awaitCall(newer.getCallId());
        ava.awaitCall(late.getCallId());
        List<String> seen = new ArrayList<>(ids(first));
        for (Response page = first; EvalApi.json(page).containsKey("next_cursor"); seen.addAll(ids(page))) {
            String cursor = EvalApi.json(page).getString("next_cursor");
            page = ava.list("/v1/calls", Map.of("app", app, "limit", 3, "cursor", cursor));
        }

        assertThat(seen)
                .doesNotHaveDuplicates()
                .containsSubsequence(newestFirst)
                .doesNotContain(newer.getCallId());
    }

    @Test
    void savesSendingACallThatHasNotChanged() {
        CallRecord.Builder call = answered();
        publish(call);
        ava.awaitCall(call.getCallId());
        String tag = ava.get("/v1/calls/{id}", call.getCallId()).header("ETag");

        Response unchanged = ava.request().header("If-None-Match", tag).get("/v1/calls/{id}", call.getCallId());
        ava.giveFeedback(call.getCallId(), "up");
        Response changed = ava.request().header("If-None-Match", tag).get("/v1/calls/{id}", call.getCallId());

        assertThat(unchanged.statusCode()).isEqualTo(304);
        assertThat(unchanged.header("ETag")).isEqualTo(tag);
        assertThat(unchanged.asString()).isEmpty();
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.header("ETag")).isNotEqualTo(tag);
    }

    private List<String> found(String app, String... query) {
        Map<String, String> parameters = new HashMap<>(Map.of("app", app));
        for (int i = 0; i < query.length; i += 2) {
            parameters.put(query[i], query[i + 1]);
        }
        return ava.callIds(parameters);
    }

    private static List<String> ids(Response page) {
        return EvalApi.items(page).map(call -> call.getString("call_id")).toList();
    }

    private static CallRecord.Builder ofApp(String app) {
        return answered().setCaller(CallerRef.newBuilder().setApp(app));
    }

    private static JsonObject json(String singleQuoted) {
        return new JsonObject(singleQuoted.replace('\'', '"'));
    }
}
