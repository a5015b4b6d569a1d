package org.llmops.eval.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.eval.TestCalls.answered;
import static org.llmops.eval.TestCalls.publish;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.eval.EvalApi;
import org.llmops.eval.FakeRouter;
import org.llmops.eval.v1.EvalEvent;
import org.llmops.eval.v1.FeedbackGiven;
import org.llmops.platform.id.Ids;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.router.v1.CallRecord;

@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakeRouter.class)
class FeedbackAppTest {
    private final EvalApi ava = EvalApi.as("ava");
    private final EvalApi alice = EvalApi.as("alice");

    @Test
    void isSeenOnTheCallAndInTheList() {
        CallRecord.Builder call = answered();
        publish(call);
        ava.awaitCall(call.getCallId());

        Response answer = ava.give(new JsonObject()
                .put("call_id", call.getCallId())
                .put("value", "down")
                .put("comment", "Not what I asked"));

        JsonObject given = EvalApi.json(answer);
        JsonObject expected = new JsonObject()
                .put("id", given.getString("id"))
                .put("call_id", call.getCallId())
                .put("name", "thumbs")
                .put("value", 0)
                .put("comment", "Not what I asked")
                .put("given_by", "ava")
                .put("giver_kind", "user")
                .put("given_at", given.getString("given_at"));
        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(given).isEqualTo(expected.copy().put("pending", false));
        assertThat(ava.call(call.getCallId()).getJsonArray("feedback")).isEqualTo(JsonArray.of(expected));
        assertThat(listed(call.getCallId())).containsExactly(expected);
    }

    @Test
    void mayComeBeforeTheCall() {
        CallRecord.Builder call = answered();

        Response early = ava.giveFeedback(call.getCallId(), 0.25);
        publish(call);
        JsonObject arrived = ava.awaitCall(call.getCallId());

        assertThat(early.statusCode()).isEqualTo(201);
        assertThat(EvalApi.json(early).getBoolean("pending")).isTrue();
        assertThat(arrived.getJsonArray("feedback_summary"))
                .isEqualTo(new JsonArray("[{\"name\":\"thumbs\",\"count\":1,\"mean\":0.25}]"));
        assertThat(EvalApi.json(ava.giveFeedback(call.getCallId(), 0.5)).getBoolean("pending"))
                .isFalse();
    }

    @Test
    void replacesWhatTheSameGiverSaidOfTheSameAndKeepsItsHistory() {
        String call = Ids.next().toString();

        Response first = ava.giveFeedback(call, "up");
        Response second = ava.giveFeedback(call, "down");
        alice.giveFeedback(call, "up");
        ava.give(new JsonObject().put("call_id", call).put("name", "tone").put("value", 1));

        assertThat(second.statusCode()).as("replaced").isEqualTo(200);
        assertThat(listed(call))
                .extracting(feedback -> feedback.getString("given_by") + " " + feedback.getString("name") + " "
                        + feedback.getValue("value"))
                .containsExactly("ava tone 1", "alice thumbs 1", "ava thumbs 0");
        JsonObject replaced = EvalApi.items(ava.list("/v1/feedback", Map.of("call_id", call, "replaced", true)))
                .filter(feedback -> feedback.containsKey("replaced_at"))
                .reduce((one, other) -> {
                    throw new AssertionError("Two are replaced: " + one + other);
                })
                .orElseThrow();
        assertThat(replaced.getString("id")).isEqualTo(EvalApi.json(first).getString("id"));
        assertThat(replaced.getString("replaced_at"))
                .isEqualTo(EvalApi.json(second).getString("given_at"));
    }

    @Test
    void countsOnceHoweverManyComeAtTheSameTime() throws Exception {
        String call = Ids.next().toString();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Integer>> answers = IntStream.range(0, 16)
                    .mapToObj(n ->
                            threads.submit(() -> ava.giveFeedback(call, n % 2).statusCode()))
                    .toList();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isIn(200, 201);
            }
        }

        assertThat(listed(call)).hasSize(1);
        assertThat(EvalApi.items(ava.list("/v1/feedback", Map.of("call_id", call, "replaced", true))))
                .hasSize(16);
    }

    @Test
    void isGivenOnceWithAnIdempotencyKey() {
        String call = Ids.next().toString();
        JsonObject feedback = new JsonObject().put("call_id", call).put("value", "up");

        List<String> answers = IntStream.range(0, 2)
                .mapToObj(n -> ava.request()
                        .header("Idempotency-Key", call)
                        .contentType("application/json")
                        .body(feedback.encode())
                        .post("/v1/feedback")
                        .then()
                        .statusCode(201)
                        .extract()
                        .asString())
                .toList();

        assertThat(new JsonObject(answers.get(1))).isEqualTo(new JsonObject(answers.get(0)));
        assertThat(EvalApi.items(ava.list("/v1/feedback", Map.of("call_id", call, "replaced", true))))
                .hasSize(1);
    }

    @Test
    void isTold() throws Exception {
        String call = Ids.next().toString();
        JsonObject given = EvalApi.json(
                ava.give(new JsonObject().put("call_id", call).put("value", 0.5).put("comment", "so-so")));

        try (KafkaEvents events = KafkaEvents.of("llmops.evals.v1")) {
            TestEvent event = events.await(told -> told.subject().equals(call));
            FeedbackGiven told = EvalEvent.parseFrom(event.payload()).getFeedbackGiven();
            assertThat(event.type()).isEqualTo("llmops.eval.v1.FeedbackGiven");
            assertThat(event.key()).isEqualTo("acme/" + call);
            assertThat(told.getFeedbackId()).isEqualTo(given.getString("id"));
            assertThat(told.getCallId()).isEqualTo(call);
            assertThat(told.getName()).isEqualTo("thumbs");
            assertThat(told.getValue()).isEqualTo(0.5);
            assertThat(told.getComment()).isEqualTo("so-so");
            assertThat(told.getGivenBy()).isEqualTo("ava");
        }
    }

    @Test
    void isListedInPages() {
        String call = Ids.next().toString();
        for (String name : List.of("a", "b", "c")) {
            ava.give(new JsonObject().put("call_id", call).put("name", name).put("value", 1));
        }

        Response first = ava.list("/v1/feedback", Map.of("call_id", call, "limit", 2));
        String cursor = EvalApi.json(first).getString("next_cursor");
        Response second = ava.list("/v1/feedback", Map.of("call_id", call, "limit", 2, "cursor", cursor));

        assertThat(EvalApi.items(first))
                .extracting(item -> item.getString("name"))
                .containsExactly("c", "b");
        assertThat(EvalApi.items(second))
                .extracting(item -> item.getString("name"))
                .containsExactly("a");
        assertThat(EvalApi.json(second).containsKey("next_cursor")).isFalse();
        assertThat(EvalApi.items(ava.list("/v1/feedback", Map.of("call_id", call, "name", "b"))))
                .hasSize(1);
    }

    private List<JsonObject> listed(String call) {
        return EvalApi.items(ava.list("/v1/feedback", Map.of("call_id", call))).toList();
    }
}
