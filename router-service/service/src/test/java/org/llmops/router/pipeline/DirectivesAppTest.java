package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.guardrail.v1.Direction;
import org.llmops.guardrail.v1.Segment;
import org.llmops.guardrail.v1.Source;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.Api;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/** Calls of a workspace whose policy asks for more than passing a text on or not. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class DirectivesAppTest {
    private static final String TELLING = "Your last answer cannot be used:\\n- Mend it.\\n";
    private static boolean prepared;

    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    @Inject
    FakePeers peers;

    @BeforeEach
    void enforce() {
        Client client = scenarios.globex();
        if (!prepared) {
            Api.of(Api.GRACE)
                    .post(
                            "/routes/careful/versions",
                            "{\"targets\":[{\"provider\":\"plain\",\"model\":\"plain-echo\"}]}")
                    .then()
                    .statusCode(201);
            await().until(() -> client.get("/v1/models").body().contains("route:careful"));
            prepared = true;
        }
        peers.guardrails().enforceIn("globex");
    }

    @AfterEach
    void lift() {
        peers.guardrails().holdWhole(false);
        peers.guardrails().liftIn("globex");
        peers.costs().noBudget("globex");
    }

    @ParameterizedTest
    @CsvSource({
        "careful, plain/plain-echo, careful",
        "route:careful, plain/plain-echo, careful",
        "plain-echo, plain/plain-echo, ''"
    })
    void aCallGoesWhereThePolicySendsIt(String to, String target, String route) {
        Client.Reply reply = scenarios.globex().chat(chat("route:kept", "GOTO-" + to + " by ada@example.com", ""));

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
        Client.Reply reply = scenarios.globex().chat(chat("echo", "GOTO-careful now", "\"stream\":true,"));

        assertThat(reply.streamedText()).isEqualTo("GOTO-careful now");
        assertThat(reply.header("x-llmops-model")).isEqualTo("plain/plain-echo");
        assertThat(reply.header("x-llmops-directed-by")).isEqualTo("sensitive");
    }

    @ParameterizedTest
    @CsvSource({"/v1/messages, messages", "/v1/responses, input"})
    void otherSurfacesGoThereToo(String path, String member) {
        Client.Reply reply = post(path, """
                {"model":"echo","max_tokens":50,"%s":[{"role":"user","content":"GOTO-careful now"}]}""".formatted(member));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-llmops-model")).isEqualTo("plain/plain-echo");
        assertThat(reply.body()).contains("GOTO-careful now");
    }

    @Test
    void aPolicysRouteIsOpenToAKeyThatMayNotTakeItByItself() {
        Client narrow = key("\"allowed_models\": [\"echo\"]");

        assertThat(narrow.chat(chat("route:careful", "Hello", "")).status()).isEqualTo(404);
        Client.Reply reply = narrow.chat(chat("echo", "GOTO-careful now", ""));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.header("x-llmops-model")).isEqualTo("plain/plain-echo");
    }

    @Test
    void aRouteThatIsNotThereOrLeadsOnIsARefusal() {
        int before = provider.requests().size();
        Client.Reply lost = scenarios.globex().chat(chat("echo", "GOTO-nowhere", ""));
        Client.Reply circle = scenarios.globex().chat(chat("echo", "GOTO-careful GOTO-kept", ""));
        Client.Reply there = scenarios.globex().chat(chat("route:careful", "GOTO-careful", ""));

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
            Client globex = scenarios.globex();
            await().untilAsserted(() -> assertThat(
                            globex.chat(chat("echo", "GOTO-careful now", "")).status())
                    .isEqualTo(429));
            assertThat(globex.chat(chat("echo", "Hello", "")).status()).isEqualTo(200);
        } finally {
            Api.of(Api.GRACE).delete("/limits/" + id);
        }
    }

    @Test
    void aRefusedAnswerIsAskedForAgainWithWhatIsWrong() {
        Client.Reply reply = scenarios.globex().chat(chat("echo", "MISSHAPEN words", ""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/choices/0/message/content").asText()).startsWith(TELLING.replace("\\n", "\n"));
        assertThat(reply.header("x-llmops-asked-again")).isEqualTo("1");
        assertThat(Client.json(provider.lastRequest()).path("messages")).hasSize(3);
        assertThat(Client.json(provider.lastRequest()).at("/messages/1")).isEqualTo(Client.json("""
                {"role":"assistant","content":"MISSHAPEN words"}"""));
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(record.getAttemptsCount()).isEqualTo(2);
        assertThat(record.getAttempts(0).getUsage().getInputTokens()).isEqualTo(100);
        assertThat(record.getAttempts(0).getCost().getNanoUsd()).isEqualTo(120_000);
        assertThat(record.getAttempts(1).hasUsage()).isFalse();
        assertThat(record.getUsage().getInputTokens()).isEqualTo(100);
        assertThat(record.getCost().getNanoUsd()).isEqualTo(240_000);
        assertThat(reply.header("x-llmops-cost-usd")).isEqualTo("0.00024");
        assertThat(record.getOutputScreening().getVerdict()).isEqualTo("allow");
        assertThat(record.getRefusedAnswersList()).hasSize(1);
        assertThat(record.getRefusedAnswers(0).getDirectives(0).getRuleId()).isEqualTo("shape");
        assertThat(record.getRefusedAnswers(0).getDirectives(0).getFollowed()).isTrue();
        assertThat(Client.json(record.getRequest().getJson()).path("messages")).hasSize(1);
        assertThat(record.getResponse().getJson()).contains("Mend it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "claude"})
    void aStreamOfWhichNothingWasToldIsAskedForAgain(String model) {
        peers.guardrails().holdWhole(true);

        Client.Reply reply = scenarios.globex().chat(chat(model, "MISSHAPEN words", "\"stream\":true,"));

        assertThat(reply.streamedText()).startsWith(TELLING.replace("\\n", "\n"));
        assertThat(reply.body()).doesNotContain("MISSHAPEN");
        assertThat(reply.events()).last().isEqualTo("[DONE]");
        assertThat(reply.events().stream().filter(event -> event.contains("\"role\"")))
                .hasSizeLessThanOrEqualTo(1);
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(record.getRefusedAnswersList()).hasSize(1);
        assertThat(record.getAttempts(0).getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(record.getUsage().getOutputTokens()).isEqualTo(10);
        assertThat(record.getCost().getNanoUsd())
                .isEqualTo(2 * record.getAttempts(0).getCost().getNanoUsd());
        assertThat(record.getResponse().getJson()).contains("Mend it.").doesNotContain("MISSHAPEN");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/messages, messages, claude, false", "/v1/messages, messages, claude, true",
        "/v1/messages, messages, echo, true", "/v1/responses, input, sayer, false",
        "/v1/responses, input, sayer, true", "/v1/responses, input, claude, true"
    })
    void otherSurfacesAskAgainToo(String path, String member, String model, boolean streamed) {
        peers.guardrails().holdWhole(true);

        Client.Reply reply = post(path, """
                {"model":"%s","max_tokens":90,"stream":%s,"%s":[{"role":"user","content":"MISSHAPEN words"}]}""".formatted(model, streamed, member));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains("Mend").doesNotContain("MISSHAPEN");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(record.getRefusedAnswersList()).hasSize(1);
        assertThat(Client.json(record.getResponse().getJson()).toString()).contains("Mend it.");
    }

    @Test
    void aStreamThatHasBegunIsNotAskedForAgain() {
        Client.Reply reply = scenarios.globex().chat(chat("echo", "one two three four MISSHAPEN", "\"stream\":true,"));

        assertThat(reply.streamedText()).isEqualTo("one two three four ");
        assertThat(reply.events()).anyMatch(event -> event.contains("\"finish_reason\":\"content_filter\""));
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
        assertThat(record.getAttemptsCount()).isEqualTo(1);
        assertThat(record.getOutputScreening().getDirectives(0).getFollowed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerThatIsNoBetterIsAskedForNoOftenerThanThePolicySays(boolean streamed) {
        peers.guardrails().holdWhole(true);

        Client.Reply reply = scenarios.globex().chat(chat("echo", "HOPELESS words", "\"stream\":" + streamed + ","));

        assertThat(reply.body()).contains("content_filter").doesNotContain("HOPELESS");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
        assertThat(record.getAttemptsCount()).isEqualTo(3);
        assertThat(record.getRefusedAnswersList()).hasSize(2);
        assertThat(record.getOutputScreening().getVerdict()).isEqualTo("block");
        assertThat(record.getCost().getNanoUsd()).isEqualTo(360_000);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatTheBudgetDoesNotPayForIsNotAskedForAgain(boolean streamed) {
        peers.guardrails().holdWhole(true);
        leaves("globex", 300_000);

        Client.Reply reply = scenarios
                .globex()
                .chat(chat("echo", "MISSHAPEN words", "\"max_tokens\":10,\"stream\":" + streamed + ","));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.body()).contains("content_filter").doesNotContain("MISSHAPEN");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
        assertThat(record.getAttemptsCount()).isEqualTo(1);
        assertThat(record.getRefusedAnswersList()).isEmpty();
        assertThat(record.getOutputScreening().getVerdict()).isEqualTo("block");
        assertThat(record.getCost().getNanoUsd()).isEqualTo(120_000);
        assertThat(record.getLeasesList()).hasSize(1);
        assertThat(record.getLeases(0).getNanoUsd()).isEqualTo(120_000);
    }

    @Test
    void bothAnswersAreTakenFromTheBudget() {
        peers.costs().budget("globex", 1_000_000_000);

        Client.Reply reply = scenarios.globex().chat(chat("echo", "MISSHAPEN words", "\"max_tokens\":10,"));

        CallRecord record = scenarios.record(reply);
        assertThat(record.getRefusedAnswersList()).hasSize(1);
        assertThat(record.getLeasesList().stream()
                        .mapToLong(use -> use.getNanoUsd())
                        .sum())
                .isEqualTo(240_000);
    }

    @Test
    void whatIsAlsoRefusedForGoodIsNotAskedForAgain() {
        Client.Reply reply = scenarios.globex().chat(chat("echo", "FLAGGED and MISSHAPEN", ""));
        assertThat(scenarios.record(reply).getRefusedAnswersList()).hasSize(1);

        Client.Reply both = scenarios.globex().chat(chat("rude", "MISSHAPEN", ""));
        assertThat(both.json().at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
        assertThat(scenarios.record(both).getAttemptsCount()).isEqualTo(1);
    }

    @Test
    void aFlagLetsTheCallGoOnAndIsRecorded() {
        Client.Reply reply = scenarios.globex().chat(chat("echo", "FLAGGED words", ""));

        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo("FLAGGED words");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getInputScreening().getDirectives(0).getAction()).isEqualTo("flag");
        assertThat(record.getInputScreening().getDirectives(0).getRuleId()).isEqualTo("odd");
        assertThat(record.getOutputScreening().getDirectivesList()).hasSize(1);
    }

    @Test
    void whatSomebodyHasToLookAtIsHeldBack() {
        Client.Reply reply = scenarios.globex().chat(chat("echo", "REVIEWED words", ""));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/message").asText())
                .isEqualTo("Your request was held back for review by your organisation's policy (delicate).");
        assertThat(scenarios.record(reply).getInputScreening().getDirectives(0).getAction())
                .isEqualTo("human_review");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, messages, /error/code, content_policy_violation",
        "/v1/messages, messages, /error/type, invalid_request_error",
        "/v1/responses, input, /error/code, content_policy_violation"
    })
    void aRefusalHasTheShapeOfItsSurfaceAndRepeatsNothing(String path, String member, String at, String word) {
        Client.Reply reply = post(path, """
                {"model":"echo","max_tokens":50,"%s":[{"role":"user","content":"A FORBIDDEN word"}]}""".formatted(member));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at(at).asText()).isEqualTo(word);
        assertThat(reply.body()).doesNotContain("FORBIDDEN").contains("words");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAnswerIsShownWithWhatItCanBeHeldAgainst(boolean streamed) {
        Client.Reply reply = scenarios.globex().chat("""
                {"model":"echo","stream":%s,"messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Before"},
                 {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\\"q\\":1}"}}]},
                 {"role":"tool","tool_call_id":"c","content":"It is 7"},{"role":"user","content":"LOOK at ada@example.com"}]}""".formatted(streamed));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(peers.guardrails().last(Direction.DIRECTION_INPUT).getSegmentsList())
                .extracting(Segment::getSource)
                .containsExactly(
                        Source.SOURCE_SYSTEM,
                        Source.SOURCE_USER,
                        Source.SOURCE_TOOL_ARGUMENTS,
                        Source.SOURCE_TOOL_RESULT,
                        Source.SOURCE_USER);
        assertThat(
                        streamed
                                ? peers.guardrails().lastOpened().getAroundList()
                                : peers.guardrails()
                                        .last(Direction.DIRECTION_OUTPUT)
                                        .getAroundList())
                .extracting(Segment::getSource, Segment::getText)
                .containsExactly(
                        tuple(Source.SOURCE_SYSTEM, "Be brief"),
                        tuple(Source.SOURCE_TOOL_RESULT, "It is 7"),
                        tuple(Source.SOURCE_USER, "LOOK at <EMAIL_ADDRESS_1>"));
    }

    /** A budget that has so much left, whatever calls before have spent. */
    private void leaves(String workspace, long nanoUsd) {
        await().until(() -> peers.costs().taken(workspace) == peers.costs().spent(workspace));
        peers.costs().budget(workspace, peers.costs().spent(workspace) + nanoUsd);
    }

    private Client.Reply post(String path, String body) {
        return scenarios.globex().post(path, body, request -> request.header("anthropic-version", "2023-06-01"));
    }

    private static Client key(String terms) {
        return new Client(Api.of(Api.GRACE)
                .post("/keys", "{\"app\":\"shop\"," + terms + "}")
                .then()
                .statusCode(201)
                .extract()
                .path("key"));
    }

    private static String chat(String model, String content, String members) {
        return "{%s\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(members, model, content);
    }
}
