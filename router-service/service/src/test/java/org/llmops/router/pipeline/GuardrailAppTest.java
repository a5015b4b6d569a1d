package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/** Calls of a workspace that has a policy. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class GuardrailAppTest {
    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    @Inject
    FakePeers peers;

    @BeforeEach
    void enforce() {
        peers.guardrails().enforceIn("globex");
    }

    @AfterEach
    void lift() {
        peers.guardrails().away(false);
        peers.guardrails().silent(false);
        peers.guardrails().liftIn("globex");
    }

    @Test
    void theModelSeesPlaceholdersAndTheClientTheOriginals() {
        Client.Reply reply = scenarios.globex().chat(whole("Write to ada@example.com please"));

        assertThat(provider.lastRequest()).contains("Write to <EMAIL_ADDRESS_1> please");
        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo("Write to ada@example.com please");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getInputScreening().getVerdict()).isEqualTo("redact");
        assertThat(record.getInputScreening().getPolicy()).isEqualTo("privacy");
        assertThat(record.getInputScreening().getFindings(0).getEntity()).isEqualTo("EMAIL_ADDRESS");
        assertThat(record.getOutputScreening().getVerdict()).isEqualTo("allow");
        assertThat(record.toString()).doesNotContain("ada@example.com");
        assertThat(record.getResponse().getJson()).contains("<EMAIL_ADDRESS_1>");
    }

    @Test
    void aStreamIsRestoredAcrossItsChunks() {
        Client.Reply reply = scenarios
                .globex()
                .chat(StreamAppTest.streamed("echo", "Write to ada@example.com or bob@example.com", ""));

        assertThat(reply.streamedText()).isEqualTo("Write to ada@example.com or bob@example.com");
        assertThat(reply.events()).last().isEqualTo("[DONE]");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(record.toString()).doesNotContain("ada@example.com");
        assertThat(Client.json(record.getResponse().getJson())
                        .at("/choices/0/message/content")
                        .asText())
                .isEqualTo("Write to <EMAIL_ADDRESS_1> or <EMAIL_ADDRESS_2>");
    }

    @Test
    void aRememberedAnswerIsRestoredForEachCaller() {
        Client globex = scenarios.globex();
        String request = "{\"model\":\"route:kept\",\"messages\":[{\"role\":\"user\",\"content\":\"Mail to %s\"}]}";

        Client.Reply first = globex.chat(request.formatted("carl@example.com"));
        Client.Reply second = globex.chat(request.formatted("dora@example.com"));

        assertThat(first.json().at("/choices/0/message/content").asText()).isEqualTo("Mail to carl@example.com");
        assertThat(second.header("x-llmops-cache")).isEqualTo("hit");
        assertThat(second.json().at("/choices/0/message/content").asText()).isEqualTo("Mail to dora@example.com");
    }

    @Test
    void callsAtTheSameTimeEachHearTheirOwnVerdict() {
        Client globex = scenarios.globex();

        Map<String, Client.Reply> replies = IntStream.range(0, 60)
                .mapToObj(i -> (i % 3 == 0 ? "FORBIDDEN " : "") + "x".repeat(i + 1) + "@example.com")
                .parallel()
                .collect(Collectors.toConcurrentMap(who -> who, who -> globex.chat(whole("Mail to " + who))));

        replies.forEach((who, reply) -> {
            if (who.startsWith("FORBIDDEN")) {
                assertThat(reply.status()).as(who).isEqualTo(400);
            } else {
                assertThat(reply.json().at("/choices/0/message/content").asText())
                        .isEqualTo("Mail to " + who);
            }
        });
    }

    @Test
    void aLongTextIsScreenedLikeAShortOne() {
        String text = "word ".repeat(20_000);

        Client.Reply reply = scenarios.globex().chat(whole(text + "ada@example.com"));

        assertThat(provider.lastRequest()).contains("word <EMAIL_ADDRESS_1>").doesNotContain("ada@");
        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo(text + "ada@example.com");
    }

    @Test
    void aBlockedRequestReachesNoModelAndIsNotKept() {
        int before = provider.requests().size();
        Client.Reply reply = scenarios.globex().chat(whole("Say FORBIDDEN things"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("content_policy_violation");
        assertThat(provider.requests()).hasSize(before);
        CallRecord record = scenarios.record(reply);
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
        assertThat(record.getRequest().getJson()).isEmpty();
    }

    @Test
    void nothingThatAPolicyBlocksReachesTheClientOfAStream() {
        Client.Reply reply = scenarios.globex().chat(StreamAppTest.streamed("rude", "one two three four five six", ""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat("one two three four five six FORBIDDEN").startsWith(reply.streamedText());
        assertThat(reply.body()).doesNotContain("FORB");
        assertThat(reply.events()).anyMatch(event -> event.contains("\"finish_reason\":\"content_filter\""));
        assertThat(reply.events()).last().isEqualTo("[DONE]");
        assertThat(scenarios.record(reply).getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
        assertThat(scenarios.record(reply).getUsage().getOutputTokens()).isEqualTo(10);
    }

    @Test
    void nothingThatAPolicyBlocksReachesTheClientOfAWholeAnswer() {
        Client.Reply reply =
                scenarios.globex().chat("{\"model\":\"rude\",\"messages\":[{\"role\":\"user\",\"content\":\"one\"}]}");

        assertThat(reply.json().at("/choices/0/message/content").asText()).isEmpty();
        assertThat(reply.json().at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
        assertThat(scenarios.record(reply).getStatus()).isEqualTo(CallStatus.CALL_STATUS_BLOCKED);
    }

    @Test
    void withoutTheGuardrailsNothingIsAnswered() {
        peers.guardrails().away(true);

        Client.Reply reply = scenarios.globex().chat(whole("Hello"));

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.json().at("/error/code").asText()).isEqualTo("guardrails_unavailable");
    }

    @Test
    void aVerdictThatDoesNotComeIsNotWaitedForWithoutEnd() {
        Client globex = scenarios.globex();
        peers.guardrails().silent(true);

        Client.Reply reply = globex.chat(whole("Hello"));

        assertThat(reply.status()).isEqualTo(503);
        peers.guardrails().silent(false);
        assertThat(globex.chat(whole("Hello")).status()).isEqualTo(200);
    }

    @Test
    void aBrokenStreamRefusesWhoWaitsOnItAndTheNextCallOpensAnother() {
        Client globex = scenarios.globex();
        peers.guardrails().breakNextStream();

        assertThat(globex.chat(whole("Hello")).status()).isEqualTo(503);
        assertThat(globex.chat(whole("Hello")).status()).isEqualTo(200);
    }

    @Test
    void whatTheGuardrailsAskAJudgeIsNotShownToThem() {
        scenarios.globex();
        int before = peers.guardrails().asked();

        Client.Reply reply = new Client(TestTokens.service("guardrail-service"))
                .post(
                        "/v1/chat/completions",
                        whole("Is FORBIDDEN a bad word?"),
                        request -> request.header("X-Workspace", "globex"));

        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo("Is FORBIDDEN a bad word?");
        assertThat(peers.guardrails().asked()).isEqualTo(before);
        CallRecord record = scenarios.record(reply);
        assertThat(record.getCaller().getApp()).isEqualTo("guardrail-service");
        assertThat(record.getRequest().getBytes()).isPositive();
        assertThat(record.getResponse().getBytes()).isPositive();
        assertThat(record.toString()).doesNotContain("FORBIDDEN");
        assertThat(new Client(TestTokens.service("eval-service"))
                        .post(
                                "/v1/chat/completions",
                                whole("Is FORBIDDEN a bad word?"),
                                request -> request.header("X-Workspace", "globex"))
                        .status())
                .isEqualTo(400);
    }

    private static String whole(String content) {
        return "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]}";
    }
}
