package org.llmops.eval.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.llmops.eval.TestCalls.answered;
import static org.llmops.eval.TestCalls.payload;
import static org.llmops.eval.TestCalls.publish;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.llmops.eval.EvalApi;
import org.llmops.eval.FakeRouter;
import org.llmops.eval.v1.EvalEvent;
import org.llmops.eval.v1.ScoreRecorded;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestEvent;
import org.llmops.router.v1.CallRecord;

@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakeRouter.class)
class ScoresAppTest {
    private final EvalApi ava = EvalApi.as("ava");

    @Test
    void judgesAnAnswerAsItArrives() throws Exception {
        CallRecord.Builder good = askedForJson("{\\\"city\\\":\\\"Bern\\\"}");
        CallRecord.Builder bad = askedForJson("The city is Bern.");
        CallRecord.Builder prose = answered();
        publish(good, bad, prose, good);
        JsonArray scores = ava.awaitCall(bad.getCallId()).getJsonArray("scores");
        ava.awaitCall(prose.getCallId());

        JsonObject score = scores.getJsonObject(0);
        JsonObject expected = new JsonObject()
                .put("id", score.getString("id"))
                .put("call_id", bad.getCallId())
                .put("scorer", "json_validity")
                .put("scorer_version", 1)
                .put("value", 0)
                .put("reason", "choices[0].message.content is not JSON at line 1, column 1")
                .put("scored_at", score.getString("scored_at"));
        assertThat(scores).isEqualTo(JsonArray.of(expected));
        assertThat(EvalApi.items(ava.list("/v1/scores", Map.of("call_id", bad.getCallId()))))
                .containsExactly(expected);
        assertThat(EvalApi.items(
                        ava.list("/v1/scores", Map.of("call_id", good.getCallId(), "scorer", "json_validity"))))
                .extracting(item -> item.getValue("value"))
                .containsExactly(1);
        assertThat(EvalApi.items(ava.list("/v1/scores", Map.of("call_id", good.getCallId(), "scorer", "other"))))
                .isEmpty();
        assertThat(EvalApi.items(ava.list("/v1/scores", Map.of("call_id", prose.getCallId()))))
                .isEmpty();

        try (KafkaEvents events = KafkaEvents.of("llmops.evals.v1")) {
            TestEvent event = events.await(told -> told.subject().equals(bad.getCallId()));
            ScoreRecorded told = EvalEvent.parseFrom(event.payload()).getScoreRecorded();
            assertThat(event.type()).isEqualTo("llmops.eval.v1.ScoreRecorded");
            assertThat(event.workspace()).isEqualTo("acme");
            assertThat(told.getScorer()).isEqualTo("json_validity");
            assertThat(told.getScorerVersion()).isEqualTo(1);
            assertThat(told.getValue()).isZero();
            assertThat(told.getReason()).isEqualTo(expected.getString("reason"));
        }
    }

    private static CallRecord.Builder askedForJson(String content) {
        return answered()
                .setRequest(payload("{\"messages\":[],\"response_format\":{\"type\":\"json_object\"}}"))
                .setResponse(payload("{\"choices\":[{\"message\":{\"content\":\"" + content + "\"}}]}"));
    }
}
