package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.guardrail.v1.Direction;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/** Calls that a policy sends elsewhere. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class PolicyRoutesAppTest extends UnderPolicy {
    @Inject
    FakeProvider provider;

    @ParameterizedTest
    @CsvSource({
        "careful, plain/plain-echo, careful",
        "route:careful, plain/plain-echo, careful",
        "plain-echo, plain/plain-echo, ''"
    })
    void aCallGoesWhereThePolicySendsIt(String to, String target, String route) {
        Client.Reply reply = globex.chat("route:kept", "GOTO-" + to + " by ada@example.com", "");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-llmops-model")).isEqualTo(target);
        assertThat(reply.header("x-llmops-directed-by")).isEqualTo("sensitive");
        assertThat(reply.json().at("/choices/0/message/content").asText()).endsWith("by ada@example.com");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getRequestedModel()).isEqualTo("route:kept");
        assertThat(record.getRoute().getName()).isEqualTo(route);
        assertThat(record.toString()).doesNotContain("ada@example.com");
        assertThat(Client.json(record.getDecision()).path("directed")).isEqualTo(Client.json("""
                {"from":"kept","policy":"privacy","policy_version":2,"rule":"sensitive"}"""));
        assertThat(record.getInputScreening().getDirectives(0).getAction()).isEqualTo("route");
        assertThat(record.getInputScreening().getDirectives(0).getFollowed()).isTrue();
        assertThat(peers.guardrails().last(Direction.DIRECTION_OUTPUT).getAttributesMap())
                .containsEntry("route_left", "kept");
    }

    @Test
    void aStreamGoesWhereThePolicySendsIt() {
        Client.Reply reply = globex.chat("echo", "GOTO-careful now", "\"stream\":true,");

        assertThat(reply.streamedText()).isEqualTo("GOTO-careful now");
        assertThat(reply.header("x-llmops-model")).isEqualTo("plain/plain-echo");
        assertThat(reply.header("x-llmops-directed-by")).isEqualTo("sensitive");
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages, messages", "/v1/responses, input"})
    void otherSurfacesGoThereToo(String path, String member) {
        Client.Reply reply = globex.post(path, """
                {"model":"echo","max_tokens":50,"%s":[{"role":"user","content":"GOTO-careful now"}]}""".formatted(member));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-llmops-model")).isEqualTo("plain/plain-echo");
        assertThat(reply.body()).contains("GOTO-careful now");
    }

    @Test
    void aPolicysRouteIsOpenToAKeyThatMayNotTakeItByItself() {
        Client narrow = key("\"allowed_models\": [\"echo\"]");

        assertThat(narrow.chat(GuardedGlobex.request("route:careful", "Hello", ""))
                        .status())
                .isEqualTo(404);
        Client.Reply reply = narrow.chat(GuardedGlobex.request("echo", "GOTO-careful now", ""));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-llmops-model")).isEqualTo("plain/plain-echo");
    }

    @Test
    void aRouteThatIsNotThereOrLeadsOnIsARefusal() {
        int before = provider.requests().size();
        Client.Reply lost = globex.chat("echo", "GOTO-nowhere", "");
        Client.Reply circle = globex.chat("echo", "GOTO-careful GOTO-kept", "");
        Client.Reply there = globex.chat("route:careful", "GOTO-careful", "");

        assertThat(lost.status()).isEqualTo(400);
        assertThat(lost.json().at("/error/code").asText()).isEqualTo("content_policy_violation");
        assertThat(lost.body()).contains("sensitive").doesNotContain("nowhere");
        assertThat(scenarios.record(lost).getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
        assertThat(scenarios.record(lost).getRequest().getJson()).isEmpty();
        // Of two wishes the first is the stricter; the second is not gone after it.
        assertThat(circle.header("x-llmops-model")).isEqualTo("plain/plain-echo");
        assertThat(there.header("x-llmops-model")).isEqualTo("plain/plain-echo");
        assertThat(there.header("x-llmops-directed-by")).isEmpty();
        assertThat(provider.requests()).hasSize(before + 2);
    }

    @Test
    void limitsOfTheNewWayHold() {
        String id = Api.of(Api.GRACE)
                .post(
                        "/limits",
                        "{\"scope\":{\"kind\":\"model\",\"value\":\"route:careful\"},\"unit\":\"requests\",\"window\":\"1h\",\"amount\":1}")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        try {
            await().untilAsserted(() -> assertThat(
                            globex.chat("echo", "GOTO-careful now", "").status())
                    .isEqualTo(429));
            assertThat(globex.chat("echo", "Hello", "").status()).isEqualTo(200);
        } finally {
            Api.of(Api.GRACE).delete("/limits/" + id);
        }
    }

    private static Client key(String terms) {
        return new Client(Api.of(Api.GRACE)
                .post("/keys", "{\"app\":\"shop\"," + terms + "}")
                .then()
                .statusCode(201)
                .extract()
                .path("key"));
    }
}
