package org.llmops.eval.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.llmops.eval.TestCalls.answered;
import static org.llmops.eval.TestCalls.publish;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.eval.EvalApi;
import org.llmops.eval.FakeRouter;
import org.llmops.platform.id.Ids;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallRecord;

@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakeRouter.class)
class ApiKeyAppTest {
    private final EvalApi ava = EvalApi.as("ava");
    private final EvalApi checkout = EvalApi.withKey("sk-llmops-live1-secret");

    @Test
    void anApplicationGivesFeedbackWithItsKey() {
        CallRecord.Builder call = answered();
        publish(call);
        ava.awaitCall(call.getCallId());

        Response answer = checkout.giveFeedback(call.getCallId(), "up");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        JsonObject feedback =
                ava.call(call.getCallId()).getJsonArray("feedback").getJsonObject(0);
        assertThat(feedback.getString("given_by")).isEqualTo("live1");
        assertThat(feedback.getString("giver_kind")).isEqualTo("app");
    }

    @Test
    void anApplicationReadsItsOwnCallsAndNothingElse() {
        CallRecord.Builder call = answered();
        publish(call);
        ava.awaitCall(call.getCallId());
        String unknown = Ids.next().toString();

        assertThat(checkout.call(call.getCallId())).isEqualTo(ava.call(call.getCallId()));
        for (EvalApi other :
                new EvalApi[] {EvalApi.withKey("sk-llmops-other1-secret"), EvalApi.withKey("sk-llmops-globex1-secret")
                }) {
            Response hidden = other.get("/v1/calls/{id}", call.getCallId());
            assertThat(hidden.statusCode()).isEqualTo(404);
            assertThat(hidden.asString().replace(call.getCallId(), unknown))
                    .isEqualTo(other.get("/v1/calls/{id}", unknown).asString());
        }
        assertThat(checkout.get("/v1/calls").statusCode()).isEqualTo(403);
        assertThat(checkout.get("/v1/feedback").statusCode()).isEqualTo(403);
        assertThat(checkout.get("/v1/scores").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-llmops-live1-wrong",
                "sk-llmops-unknown1-secret",
                "sk-llmops-revoked1-secret",
                "sk-llmops-expired1-secret",
                "sk-llmops-"
            })
    void refusesEveryOtherKeyAlike(String key) {
        Response answer = EvalApi.withKey(key).giveFeedback(Ids.next().toString(), "up");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(EvalApi.json(answer).getString("type")).isEqualTo("urn:llmops:problem:UNAUTHENTICATED");
    }

    @Test
    void letsNobodyInWhileTheRouterIsAway() {
        Response answer = EvalApi.withKey("sk-llmops-away1-secret")
                .giveFeedback(Ids.next().toString(), "up");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.contentType()).startsWith("application/problem+json");
        assertThat(EvalApi.json(answer).getString("type")).isEqualTo("urn:llmops:problem:KEYS_UNAVAILABLE");
    }

    @Test
    void refusesARevokedKeyWithinASecondOrSo() {
        EvalApi fading = EvalApi.withKey("sk-llmops-fading1-secret");
        assertThat(fading.giveFeedback(Ids.next().toString(), "up").statusCode())
                .isEqualTo(201);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> fading.giveFeedback(Ids.next().toString(), "up").statusCode() == 401);
    }
}
