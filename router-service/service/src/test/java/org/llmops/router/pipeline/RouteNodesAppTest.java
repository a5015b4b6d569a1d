package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.llmops.platform.identity.WorkspaceId;
import org.llmops.platform.testkit.KafkaEvents;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.snapshot.Configurations;
import org.llmops.router.v1.CallRecord;

/** Where calls go by every kind of node, and how each decision is made again. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class RouteNodesAppTest {
    private static final WorkspaceId ACME = new WorkspaceId("acme");
    private static final Api ALICE = Api.of(Api.ALICE);
    private static boolean prepared;

    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    @Inject
    FakePeers peers;

    @Inject
    Configurations configurations;

    @BeforeEach
    void aProviderWithModelsOfAllSorts() {
        scenarios.acme();
        if (!prepared) {
            ALICE.post("/providers", """
                    {"name":"zoo","dialect":"openai","base_url":"http://127.0.0.1:%d/v1","credential":"sk-zoo","models":[
                     {"id":"ant"},{"id":"bee","capabilities":[]},{"id":"cat","context_window":50},{"id":"full"},{"id":"prude"},
                     {"id":"broken"},{"id":"stall"}]}""".formatted(FakeProvider.port())).then().statusCode(201);
            prepared = true;
        }
    }

    @Test
    void aConditionOnHeadersParamsMetadataAndCallerDecides() {
        publish("conditions", """
                route:
                  when:
                    cases:
                      - if: headers["x-tier"] == "gold"
                        then: {target: {provider: zoo, model: ant}}
                      - if: params.temperature > 0.5 && metadata.team == "search" && caller.app == "shop"
                        then: {target: {provider: zoo, model: bee}}
                """);
        Client acme = scenarios.acme();
        String plain = "{\"model\":\"route:conditions\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}";

        Client.Reply gold = acme.post("/v1/chat/completions", plain, request -> request.header("X-Tier", "gold"));
        Client.Reply warm = acme.chat(
                plain.replace("{\"model\"", "{\"temperature\":1,\"metadata\":{\"team\":\"search\"},\"model\""));
        Client.Reply other = acme.chat(plain);

        assertThat(gold.header("x-llmops-model")).isEqualTo("zoo/ant");
        assertThat(warm.header("x-llmops-model")).isEqualTo("zoo/bee");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.json().at("/error/message").asText())
                .isEqualTo("The model `route:conditions` cannot take this request: none of its cases holds for it.");
        JsonNode decision = Client.json(scenarios.record(gold).getDecision());
        assertThat(decision.at("/call/headers")).isEqualTo(Client.json("{\"x-tier\":\"gold\"}"));
        assertThat(scenarios.record(gold).getDecision())
                .doesNotContain("Bearer")
                .doesNotContain("sk-llmops");
    }

    @Test
    void aDecisionIsMadeAgainFromItsRecord() {
        publish("again", """
                route:
                  weighted:
                    children:
                      - {weight: 1, target: {provider: zoo, model: ant}}
                      - {weight: 1, cheapest: {children: [{target: {provider: zoo, model: bee}}, {target: {provider: antic, model: claude}}]}}
                """);
        for (int i = 0; i < 6; i++) {
            Client.Reply reply = say("again", "hi", "\"user\":\"u" + i + "\",");
            String decision = scenarios.record(reply).getDecision();

            Response replay = ALICE.post("/routes/replay", Map.of("decision", decision));

            assertThat(replay.statusCode()).as(replay.asString()).isEqualTo(200);
            assertThat(replay.jsonPath().getBoolean("matches")).isTrue();
            assertThat(replay.jsonPath().getString("decision.steps[0].target"))
                    .isEqualTo(reply.header("x-llmops-model"));
            assertThat(Client.json(replay.asString()).get("decision")).isEqualTo(Client.json(decision));
        }
        publish("again", "route: {target: {provider: zoo, model: cat}}");
        String decision = scenarios.record(say("again", "hi", "")).getDecision();
        Response earlier = ALICE.post("/routes/replay", Map.of("decision", decision, "version", 1));
        assertThat(earlier.jsonPath().getBoolean("matches")).isFalse();
        assertThat(earlier.jsonPath().getInt("version")).isEqualTo(1);
        assertThat(earlier.jsonPath().getList("unknown")).contains("targets.zoo/ant");
    }

    @Test
    void aModelTheClientNamesIsDecidedAboutByARouteAfterwards() {
        publish("instead", "route: {target: {provider: zoo, model: bee}}");
        String decision = scenarios
                .record(scenarios
                        .acme()
                        .chat("{\"model\":\"zoo/ant\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"))
                .getDecision();

        assertThat(ALICE.post("/routes/replay", Map.of("decision", decision)).statusCode())
                .isEqualTo(400);
        Response replay = ALICE.post("/routes/replay", Map.of("decision", decision, "route", "instead"));
        assertThat(replay.jsonPath().getString("decision.steps[0].target")).isEqualTo("zoo/bee");
        assertThat(replay.jsonPath().getBoolean("matches")).isFalse();
    }

    @Test
    void sharesStickToTheirSubjects() {
        publish("shares", """
                route: {weighted: {children: [
                  {weight: 1, target: {provider: zoo, model: ant}}, {weight: 1, target: {provider: zoo, model: bee}}]}}
                """);
        List<String> once = IntStream.range(0, 12)
                .mapToObj(i -> say("shares", "x", "\"user\":\"u" + i + "\",").header("x-llmops-model"))
                .toList();
        List<String> again = IntStream.range(0, 12)
                .mapToObj(i -> say("shares", "y", "\"user\":\"u" + i + "\",").header("x-llmops-model"))
                .toList();

        assertThat(again).isEqualTo(once);
        assertThat(once).contains("zoo/ant", "zoo/bee");
    }

    @ParameterizedTest
    @CsvSource({"fastest", "least-busy", "cheapest"})
    void whatIsRankedFirstIsAskedAndTheOthersFollow(String kind) {
        publish("ranked-" + kind, """
                route: {%s: {children: [{target: {provider: zoo, model: ant}}, {target: {provider: zoo, model: bee}}]}}
                """.formatted(kind));

        Client.Reply reply = say("ranked-" + kind, "hi", "");

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        JsonNode decision = Client.json(scenarios.record(reply).getDecision());
        assertThat(decision.at("/choices/0/kind").asText()).isEqualTo(kind);
        assertThat(decision.at("/steps")).hasSize(2);
        assertThat(decision.at("/steps/0/target").asText()).isEqualTo(reply.header("x-llmops-model"));
        assertThat(decision.at("/choices/0/scores")).hasSize(2);
        if (kind.equals("cheapest")) {
            assertThat(decision.at("/targets/zoo~1ant/output_usd_per_million").asText())
                    .isEqualTo("4");
        }
    }

    @Test
    void theScorerIsAskedAboutTheQuestion() {
        publish("hard", """
                route:
                  by-complexity:
                    weak: {target: {provider: zoo, model: ant}}
                    strong: {target: {provider: zoo, model: bee}}
                    threshold: 0
                """);
        Client.Reply reply = say("hard", "If 3 cats eat 3 mice in 3 days, how many mice do 9 cats eat in 9 days?", "");

        assertThat(reply.header("x-llmops-model")).isEqualTo("zoo/bee");
        JsonNode decision = Client.json(scenarios.record(reply).getDecision());
        assertThat(decision.at("/complexity/score").asDouble()).isBetween(0.0, 1.0);
        assertThat(decision.at("/complexity/scorer").asText()).isNotEmpty();
        assertThat(decision.at("/choices/0/why").asText()).isEqualTo("hard");
    }

    @Test
    void whoCannotOrHasNoRoomIsLeftOut() {
        publish("filters", """
                route: {fallback: {children: [
                  {target: {provider: zoo, model: bee}}, {target: {provider: zoo, model: cat}}, {target: {provider: zoo, model: ant}}]}}
                """);
        Client.Reply tools = say("filters", "hi", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],");
        assertThat(tools.header("x-llmops-model")).isEqualTo("zoo/cat");
        Client.Reply longTools = say(
                "filters", "word ".repeat(100), "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],");
        assertThat(longTools.header("x-llmops-model")).isEqualTo("zoo/ant");
        assertThat(Client.json(scenarios.record(longTools).getDecision()).get("filtered"))
                .isEqualTo(Client.json("""
                        [{"at":"route.fallback.children[0].target","target":"zoo/bee","why":"lacks tools"},
                         {"at":"route.fallback.children[1].target","target":"zoo/cat","why":"context_window"}]"""));

        publish("none", "route: {target: {provider: zoo, model: bee}}");
        Client.Reply none = say("none", "hi", "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.json().at("/error/message").asText())
                .isEqualTo("The model `route:none` cannot take this request: zoo/bee lacks tools.");
    }

    @Test
    void whatWouldNotFitAnywhereIsTriedAllTheSame() {
        publish("tight", "route: {target: {provider: zoo, model: cat}}");

        Client.Reply reply = say("tight", "word ".repeat(100), "");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(Client.json(scenarios.record(reply).getDecision())
                        .get("relaxed")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "full, 'context_window', 200",
        "full, 'error, timeout', 400",
        "full, '400', 200",
        "prude, 'content_filter', 200",
        "prude, 'error', 400",
        "broken, 'context_window', 503",
        "broken, '500', 200"
    })
    void onlyWhatTheRouteNamesLeadsOn(String model, String on, int status) {
        publish("named", """
                route: {fallback: {on: [%s], children: [{target: {provider: zoo, model: %s}}, {target: {provider: zoo, model: ant}}]}}
                """.formatted(on, model));

        assertThat(say("named", "hi", "").status()).isEqualTo(status);
    }

    @Test
    void aFailureTheInnerNodeDoesNotTakeSkipsItsOtherTargets() {
        publish("nested", """
                route: {fallback: {on: [error], children: [
                  {fallback: {on: [timeout], children: [{target: {provider: zoo, model: broken}}, {target: {provider: zoo, model: bee}}]}},
                  {target: {provider: zoo, model: ant}}]}}
                """);
        assertThat(say("nested", "hi", "").header("x-llmops-model")).isEqualTo("zoo/ant");
    }

    @Test
    void aTargetsParamsReachTheProviderAndBoundTheCost() {
        publish("tuned", """
                route: {target: {provider: zoo, model: ant, params: {temperature: 0.50, max_tokens: 7, metadata_tag: {a: [1]}}}}
                """);
        say("tuned", "hi", "\"temperature\":2,");

        assertThat(Client.json(provider.lastRequest())).isEqualTo(Client.json("""
                {"model":"ant","messages":[{"role":"user","content":"hi"}],"temperature":0.50,"max_tokens":7,"metadata_tag":{"a":[1]}}"""));
    }

    @Test
    void aCopyGoesToAnotherTargetOnNobodysBudget() {
        publish("copied", """
                route: {shadow: {percent: 100, target: {provider: zoo, model: bee}, primary: {target: {provider: zoo, model: ant}}}}
                """);
        peers.costs().budget("acme", 1_000_000_000);
        try {
            Client.Reply reply = say("copied", "copy me", "\"stream\":true,");

            assertThat(reply.streamedText()).isEqualTo("copy me");
            assertThat(reply.header("x-llmops-model")).isEqualTo("zoo/ant");
            CallRecord original = scenarios.record(reply);
            assertThat(original.getLeasesList()).hasSize(1);
            assertThat(original.getShadowOfCallId()).isEmpty();
            assertThat(Client.json(original.getDecision()).get("copies")).isEqualTo(Client.json("[\"zoo/bee\"]"));
            CallRecord copy = copyOf(original.getCallId());
            assertThat(copy.getCallId()).isNotEqualTo(original.getCallId());
            assertThat(copy.getRoute().getTarget()).isEqualTo("zoo/bee");
            assertThat(copy.getLeasesList()).isEmpty();
            assertThat(copy.getResponse().getJson()).contains("copy me");
            assertThat(copy.getUsage().getOutputTokens()).isEqualTo(10);
        } finally {
            peers.costs().noBudget("acme");
        }
    }

    @Test
    void aCopyThatFailsOrHangsHarmsNobody() {
        publish("harmless", """
                route: {shadow: {percent: 100, target: {provider: zoo, model: stall, timeout_ms: 300}, primary: {target: {provider: zoo, model: ant}}}}
                """);
        long startedNanos = System.nanoTime();
        Client.Reply reply = say("harmless", "hi", "\"stream\":true,");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - startedNanos)).isLessThan(Duration.ofSeconds(5));

        publish("harmless", """
                route: {shadow: {percent: 100, target: {provider: nowhere, model: lost}, primary: {target: {provider: zoo, model: ant}}}}
                """);
        Client.Reply again = say("harmless", "hi", "");
        assertThat(again.status()).isEqualTo(200);
        assertThat(copyOf(again.header("x-llmops-call-id")).getAttempts(0).getFailure())
                .isEqualTo("CONNECT");
    }

    @Test
    void branchesShareNoRememberedAnswer() {
        publish("branches", """
                cache: {ttl_seconds: 600}
                route:
                  when:
                    cases: [{if: "'x-tier' in headers", then: {target: {provider: zoo, model: ant}}}]
                    else: {target: {provider: zoo, model: bee}}
                """);
        String body = "{\"model\":\"route:branches\",\"messages\":[{\"role\":\"user\",\"content\":\"same\"}]}";
        Client acme = scenarios.acme();

        assertThat(acme.chat(body).header("x-llmops-cache")).isEqualTo("miss");
        Client.Reply gold = acme.post("/v1/chat/completions", body, request -> request.header("X-Tier", "gold"));
        assertThat(gold.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(gold.header("x-llmops-model")).isEqualTo("zoo/ant");
        await().untilAsserted(() ->
                assertThat(acme.chat(body).header("x-llmops-cache")).isEqualTo("hit"));
    }

    private CallRecord copyOf(String callId) {
        try (KafkaEvents calls = KafkaEvents.of("llmops.calls.v1")) {
            return Scenarios.parse(calls.await(event ->
                            Scenarios.parse(event.payload()).getShadowOfCallId().equals(callId))
                    .payload());
        }
    }

    private Client.Reply say(String route, String text, String members) {
        return scenarios
                .acme()
                .chat("{%s\"model\":\"route:%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                        .formatted(members, route, text));
    }

    private void publish(String route, String yaml) {
        Response published = ALICE.request()
                .contentType("application/yaml")
                .body(yaml.getBytes(StandardCharsets.UTF_8))
                .post("/admin/v1/routes/" + route + "/versions");
        assertThat(published.statusCode()).as(published.asString()).isEqualTo(201);
        int version = published.jsonPath().getInt("version");
        await().until(() -> configurations.of(ACME).route(route).orElseThrow().version() >= version);
    }
}
