package org.llmops.router.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.providers.ProviderCredential.State;
import org.llmops.router.snapshot.Configurations;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.LeaseUse;

/** What the router does so that calls are answered although something is wrong. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class StayingUpAppTest {
    private static final Api ALICE = Api.of(Api.ALICE);

    @Inject
    Scenarios scenarios;

    @Inject
    FakeTroubles troubles;

    @Inject
    FakePeers peers;

    @Inject
    Configurations configurations;

    @Test
    void takesARevokedCredentialOutOfUseEverywhereAndAnswersWithTheNext() throws Exception {
        Client acme = scenarios.acme();
        provider("keyring", "sk-revoked-1", "keyring-model", "");
        credential("keyring", "second", "sk-good");

        CallRecord record = callsUntilAnAttemptSays(acme, "keyring-model", "UNAUTHORIZED");

        assertThat(record.getAttemptsList())
                .extracting(Attempt::getFailure, Attempt::getCredentialId, Attempt::getHttpStatus, Attempt::getRetry)
                .containsExactly(tuple("UNAUTHORIZED", "default", 401, 0), tuple("", "second", 200, 1));
        await().until(() -> state("keyring", "default") == State.RETIRED);
        assertThat(ALICE.get("/providers/keyring/credentials").jsonPath().getList("state"))
                .containsExactly("retired", "active");
        assertThat(ALICE.get("/providers/keyring/credentials").jsonPath().getInt("[0].retired_status"))
                .isEqualTo(401);
        try (KafkaEvents events = KafkaEvents.of("llmops.routes.v1")) {
            assertThat(events.await(event -> new String(event.payload(), ISO_8859_1).contains("default")
                                    && event.subject().contains("keyring"))
                            .subject())
                    .isEqualTo("providers/keyring");
        }
        assertThat(scenarios.record(acme.chat(request("keyring-model"))).getAttemptsList())
                .extracting(Attempt::getCredentialId)
                .containsExactly("second");

        ALICE.post("/providers/keyring/credentials/default/enable", "").then().statusCode(200);
        await().until(() -> state("keyring", "default") == State.ACTIVE);
        callsUntilAnAttemptSays(acme, "keyring-model", "UNAUTHORIZED");
        await().until(() -> state("keyring", "default") == State.RETIRED);
    }

    @Test
    void refusesWithoutAskingWhenNoCredentialWorks() {
        Client acme = scenarios.acme();
        provider("dead", "sk-revoked-2", "dead-model", "");

        assertThat(acme.chat(request("dead-model")).status()).isEqualTo(503);
        Client.Reply second = acme.chat(request("dead-model"));

        assertThat(second.status()).isEqualTo(503);
        assertThat(second.body()).doesNotContain("sk-revoked").doesNotContain("invalid_api_key");
        assertThat(scenarios.record(second).getAttemptsList()).isEmpty();
    }

    @Test
    void letsACredentialRestThatTheProviderHasEnoughOf() {
        Client acme = scenarios.acme();
        provider("busy", "sk-exhausted", "busy-model", "");
        credential("busy", "second", "sk-good");

        CallRecord record = callsUntilAnAttemptSays(acme, "busy-model", "RATE_LIMITED");

        assertThat(record.getAttemptsList())
                .extracting(Attempt::getFailure, Attempt::getCredentialId)
                .containsExactly(tuple("RATE_LIMITED", "default"), tuple("", "second"));
        for (int i = 0; i < 5; i++) {
            assertThat(scenarios.record(acme.chat(request("busy-model"))).getAttemptsList())
                    .extracting(Attempt::getCredentialId)
                    .containsExactly("second");
        }
        assertThat(state("busy", "default")).isEqualTo(State.ACTIVE);
    }

    @Test
    void waitsAsLongAsTheProviderAsksWhenThatIsShort() {
        Client acme = scenarios.acme();
        provider("hasty", "sk-good", "hasty-model", "");
        troubles.limit("hasty-model", 1);

        Client.Reply reply = acme.chat(request("hasty-model"));

        assertThat(reply.status()).isEqualTo(200);
        CallRecord record = scenarios.record(reply);
        assertThat(record.getAttemptsList())
                .extracting(Attempt::getFailure, Attempt::getRetry)
                .containsExactly(tuple("RATE_LIMITED", 0), tuple("", 1));
        assertThat(record.getTimings().getTotalUs()).isGreaterThan(1_000_000);
        assertThat(record.getTimings().getOverheadUs()).isLessThan(900_000);
    }

    @Test
    void passesATargetOverThatFailsTooOftenUntilAProbeSucceeds() {
        Client acme = scenarios.acme();
        provider("shaky", "sk-good", "shaky-model", "");
        ALICE.post("/routes/spare/versions", """
                        {"targets":[{"provider":"shaky","model":"shaky-model"},{"provider":"fake","model":"echo"}]}""").then().statusCode(201);
        troubles.down("shaky-model");
        for (int i = 0; i < 5; i++) {
            assertThat(acme.chat(request("route:spare")).header("x-llmops-model"))
                    .isEqualTo("fake/echo");
        }

        CallRecord passedOver = scenarios.record(acme.chat(request("route:spare")));

        assertThat(passedOver.getAttemptsList()).extracting(Attempt::getTarget).containsExactly("fake/echo");
        assertThat(ALICE.get("/providers/shaky/health").jsonPath().getString("targets[0].target"))
                .isEqualTo("shaky/shaky-model");
        assertThat(ALICE.get("/providers/shaky/health").jsonPath().getInt("targets[0].ejections"))
                .isEqualTo(1);
        assertThat(ALICE.get("/providers/unheard-of/health").statusCode()).isEqualTo(404);
        assertThat(Api.of(Api.GRACE).get("/providers/shaky/health").statusCode())
                .isEqualTo(404);
        troubles.up("shaky-model");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> acme.chat(request("route:spare"))
                        .header("x-llmops-model")
                        .equals("shaky/shaky-model"));
        assertThat(ALICE.get("/providers/shaky/health").jsonPath().getString("targets[0].state"))
                .isEqualTo("closed");
    }

    @Test
    void asksNoMoreOfATargetThanItCanTake() {
        Client acme = scenarios.acme();
        provider("narrow", "sk-good", "slow", ",\"max_concurrency\":1,\"max_queue\":1,\"max_queue_ms\":20000");
        assertThat(ALICE.get("/providers/narrow").jsonPath().getInt("max_queue_ms"))
                .isEqualTo(20_000);

        List<Client.Reply> replies = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> acme.chat(StreamAppTest.streamed("narrow/slow", "A long story about it", ""))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(replies).extracting(Client.Reply::status).containsExactlyInAnyOrder(200, 200, 503, 503);
        Client.Reply shed = replies.stream()
                .filter(reply -> reply.status() == 503)
                .findFirst()
                .orElseThrow();
        assertThat(shed.json().at("/error/code").asText()).isEqualTo("target_busy");
        assertThat(shed.header("Retry-After")).matches("[1-9]\\d*");
        assertThat(scenarios.record(shed).getFaultDomain()).isEqualTo("gateway");
        assertThat(scenarios.record(shed).getAttemptsList())
                .extracting(Attempt::getFailure)
                .containsExactly("OVERLOADED");
        assertThat(replies.stream()
                        .filter(reply -> reply.status() == 200)
                        .map(scenarios::record)
                        .mapToLong(record -> record.getAttempts(0).getQueuedUs())
                        .sorted()
                        .toArray())
                .satisfies(queued -> assertThat(queued[0]).isLessThan(200_000))
                .satisfies(queued -> assertThat(queued[1]).isGreaterThan(500_000));
    }

    @Test
    void endsAStreamThatGoesOnBeyondWhatWasReservedForIt() {
        Client globex = scenarios.globex();
        Api.of(Api.GRACE)
                .post("/providers", definition("talker", "sk-good", "endless", ""))
                .then()
                .statusCode(201);
        await().until(() -> globex.get("/v1/models").body().contains("endless"));
        peers.costs().budget("globex", 1_000_000_000);
        try {
            Client.Reply reply = globex.chat(StreamAppTest.streamed("talker/endless", "Go on", ",\"max_tokens\":50"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.events()).last().isEqualTo("[DONE]");
            assertThat(Client.json(reply.events().get(reply.events().size() - 2))
                            .at("/choices/0/finish_reason")
                            .asText())
                    .isEqualTo("length");
            assertThat(reply.streamedText().split(" ")).hasSizeBetween(51, 60);
            CallRecord record = scenarios.record(reply);
            assertThat(record.getFinishReason()).isEqualTo("length");
            assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
            assertThat(record.getUsage().getEstimated()).isTrue();
            assertThat(record.getUsage().getOutputTokens()).isGreaterThan(50);
            await().until(() -> troubles.hungUpOn() > 0);
        } finally {
            peers.costs().noBudget("globex");
        }
    }

    /** The client does not read, so the stream stands still; then it goes away, and the stream is read to its end all the same. */
    @Test
    void theUsageOfAClientThatStoppedReadingAndLeftIsNotLost() {
        Client acme = scenarios.acme();
        provider("river", "sk-good", "flood", "");

        // Money that another test has left set aside would end the stream at a smaller bound.
        acme.hangUpAfter(
                300,
                StreamAppTest.streamed(
                        "river/flood", "Go", ",\"max_tokens\":3000000,\"metadata\":{\"mark\":\"paused\"}"));

        CallRecord record = scenarios.recordMarked("paused");
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_CANCELLED);
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(2_000_000);
        assertThat(record.getUsage().getEstimated()).isFalse();
    }

    @Test
    void asksAnotherTargetWhenOneDoesNotWantToSpeakAndTheRouteSaysSo() {
        Client acme = scenarios.acme();
        provider("prude", "sk-good", "filtered", "");
        route("frank", """
                {"fallback":{"on":["content_filter"],"children":[{"target":{"provider":"prude","model":"filtered"}},
                 {"target":{"provider":"fake","model":"echo"}}]}}""");
        route("meek", """
                {"fallback":{"children":[{"target":{"provider":"prude","model":"filtered"}},
                 {"target":{"provider":"fake","model":"echo"}}]}}""");

        Client.Reply whole = acme.chat(request("route:frank"));
        Client.Reply streamed = acme.chat(StreamAppTest.streamed("route:frank", "Hello", ""));
        Client.Reply meek = acme.chat(request("route:meek"));
        Client.Reply meekStream = acme.chat(StreamAppTest.streamed("route:meek", "Hello", ""));

        assertThat(whole.json().at("/choices/0/message/content").asText()).isEqualTo("Hello");
        assertThat(streamed.streamedText()).isEqualTo("Hello");
        for (Client.Reply reply : List.of(whole, streamed)) {
            assertThat(scenarios.record(reply).getAttemptsList())
                    .extracting(Attempt::getTarget, Attempt::getFailure)
                    .containsExactly(tuple("prude/filtered", "CONTENT_FILTER"), tuple("fake/echo", ""));
        }
        // 5 tokens in for nothing, and what the answer cost.
        CallRecord told = scenarios.record(whole);
        assertThat(told.getAttempts(0).getUsage().getInputTokens()).isEqualTo(5);
        assertThat(told.getAttempts(0).getUsage().getEstimated()).isFalse();
        assertThat(told.getAttempts(0).getCost().getNanoUsd()).isEqualTo(5_000);
        assertThat(told.getAttempts(0).getCost().getRuleId()).isEqualTo("rule-filtered");
        assertThat(told.getAttempts(1).hasUsage()).isFalse();
        assertThat(told.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(told.getCost().getNanoUsd()).isEqualTo(125_000);
        assertThat(whole.header("x-llmops-cost-usd")).isEqualTo("0.000125");
        Attempt untold = scenarios.record(streamed).getAttempts(0);
        assertThat(untold.getUsage().getEstimated()).isTrue();
        assertThat(untold.getUsage().getInputTokens()).isPositive();
        assertThat(scenarios.record(streamed).getCost().getNanoUsd())
                .isEqualTo(120_000 + untold.getCost().getNanoUsd());
        assertThat(meek.json().at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
        assertThat(scenarios.record(meek).getAttempts(0).hasUsage()).isFalse();
        assertThat(meekStream.body()).contains("\"content_filter\"");
        assertThat(scenarios.record(meekStream).getAttemptsList())
                .extracting(Attempt::getTarget)
                .containsExactly("prude/filtered");
    }

    @Test
    void setsAsideWhatDiscardedAnswersMayCostAndTakesWhatTheyDid() {
        Client globex = scenarios.globex();
        Api grace = Api.of(Api.GRACE);
        grace.post("/providers", definition("shy", "sk-good", "filtered", ""))
                .then()
                .statusCode(201);
        grace.post("/routes/franker/versions", """
                        {"format":1,"route":{"fallback":{"on":["content_filter"],"children":[{"target":{"provider":"shy","model":"filtered"}},
                         {"target":{"provider":"fake","model":"echo"}}]}}}""").then().statusCode(201);
        await().until(() -> globex.get("/v1/models").body().contains("route:franker"));
        String request =
                "{\"model\":\"%s\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
        long before = peers.costs().spent("globex");
        peers.costs().budget("globex", before + 500_000);
        try {
            // Each of the two may cost 200,000 nano-dollars for its output, and some for its input.
            Client.Reply both = globex.chat(request.formatted("route:franker"));
            Client.Reply one = globex.chat(request.formatted("echo"));

            assertThat(both.status()).isEqualTo(429);
            assertThat(one.status()).isEqualTo(200);
            peers.costs().budget("globex", 1_000_000_000);
            Client.Reply answered = globex.chat(request.formatted("route:franker"));
            assertThat(answered.status()).isEqualTo(200);
            assertThat(scenarios.record(answered).getLeasesList())
                    .extracting(LeaseUse::getNanoUsd)
                    .containsExactly(125_000L);
            await().until(() -> peers.costs().spent("globex") == before + 120_000 + 125_000);
        } finally {
            peers.costs().noBudget("globex");
        }
    }

    @Test
    void givesUpATargetThatDoesNotBeginInItsTimeAndAStreamThatIsTooSlowForIt() {
        Client acme = scenarios.acme();
        provider("lazy", "sk-good", "mute", "");
        provider("lame", "sk-good", "crawling", "");
        route("brisk", """
                {"fallback":{"children":[
                 {"target":{"provider":"lazy","model":"mute","timeouts":{"first_token_ms":300}}},
                 {"target":{"provider":"lame","model":"crawling","timeouts":{"min_bytes_per_second":100000}}}]}}""");

        Client.Reply reply = acme.chat(StreamAppTest.streamed("route:brisk", "Hello", ""));

        assertThat(reply.streamedText()).startsWith("and so on it goes");
        assertThat(Client.json(reply.events().getLast()).at("/error/code").asText())
                .isEqualTo("provider_timeout");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getAttemptsList())
                .extracting(Attempt::getTarget, Attempt::getFailure)
                .containsExactly(tuple("lazy/mute", "TIMEOUT"), tuple("lame/crawling", "TIMEOUT"));
        assertThat(record.getAttempts(0).getDurationUs()).isBetween(300_000L, 1_500_000L);
        assertThat(record.getAttempts(1).getDurationUs()).isBetween(1_000_000L, 4_000_000L);
    }

    private CallRecord callsUntilAnAttemptSays(Client client, String model, String failure) {
        for (int i = 0; i < 30; i++) {
            Client.Reply reply = client.chat(request(model));
            assertThat(reply.status()).isEqualTo(200);
            CallRecord record = scenarios.record(reply);
            if (record.getAttemptsList().stream()
                    .anyMatch(attempt -> attempt.getFailure().equals(failure))) {
                return record;
            }
        }
        throw new AssertionError("No attempt failed with " + failure);
    }

    private State state(String provider, String credential) {
        return configurations.of(new WorkspaceId("acme")).provider(provider).orElseThrow().credentials().stream()
                .filter(each -> each.id().equals(credential))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static String request(String model) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";
    }

    private static void provider(String name, String secret, String model, String more) {
        ALICE.post("/providers", definition(name, secret, model, more)).then().statusCode(201);
    }

    private static String definition(String name, String secret, String model, String more) {
        return """
                {"name":"%s","dialect":"openai","base_url":"http://127.0.0.1:%d/v1","credential":"%s","models":[{"id":"%s"}]%s}""".formatted(name, FakeProvider.port(), secret, model, more);
    }

    private static void route(String name, String tree) {
        ALICE.post("/routes/" + name + "/versions", "{\"format\":1,\"route\":" + tree + "}")
                .then()
                .statusCode(201);
    }

    private static void credential(String provider, String id, String secret) {
        ALICE.post("/providers/" + provider + "/credentials", "{\"id\":\"%s\",\"secret\":\"%s\"}".formatted(id, secret))
                .then()
                .statusCode(201);
    }
}
