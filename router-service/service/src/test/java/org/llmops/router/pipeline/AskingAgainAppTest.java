package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.llmops.platform.testkit.RealServers;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;

/** Answers that a policy refuses and wants put right. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class AskingAgainAppTest extends UnderPolicy {
    private static final String TELLING = "Your last answer cannot be used:\\n- Mend it.\\n";

    @Inject
    FakeProvider provider;

    @Test
    void aRefusedAnswerIsAskedForAgainWithWhatIsWrong() {
        Client.Reply reply = globex.chat("echo", "MISSHAPEN words", "");

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

        Client.Reply reply = globex.chat(model, "MISSHAPEN words", "\"stream\":true,");

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

        Client.Reply reply = globex.post(path, """
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
        Client.Reply reply = globex.chat("echo", "one two three four MISSHAPEN", "\"stream\":true,");

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

        Client.Reply reply = globex.chat("echo", "HOPELESS words", "\"stream\":" + streamed + ",");

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

        Client.Reply reply = globex.chat("echo", "MISSHAPEN words", "\"max_tokens\":10,\"stream\":" + streamed + ",");

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

        Client.Reply reply = globex.chat("echo", "MISSHAPEN words", "\"max_tokens\":10,");

        CallRecord record = scenarios.record(reply);
        assertThat(record.getRefusedAnswersList()).hasSize(1);
        assertThat(record.getLeasesList().stream()
                        .mapToLong(use -> use.getNanoUsd())
                        .sum())
                .isEqualTo(240_000);
    }

    @Test
    void whatIsAlsoRefusedForGoodIsNotAskedForAgain() {
        Client.Reply reply = globex.chat("echo", "FLAGGED and MISSHAPEN", "");
        assertThat(scenarios.record(reply).getRefusedAnswersList()).hasSize(1);

        Client.Reply both = globex.chat("rude", "MISSHAPEN", "");
        assertThat(both.json().at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
        assertThat(scenarios.record(both).getAttemptsCount()).isEqualTo(1);
    }

    /** A budget that has so much left, whatever calls before have spent. */
    private void leaves(String workspace, long nanoUsd) {
        await().until(() -> peers.costs().taken(workspace) == peers.costs().spent(workspace));
        peers.costs().budget(workspace, peers.costs().spent(workspace) + nanoUsd);
    }
}
