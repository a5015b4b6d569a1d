package org.llmops.router.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.llmops.platform.testkit.RealServers;
import org.llmops.platform.testkit.TestTokens;
import org.llmops.router.v1.Attempt;
import org.llmops.router.v1.CallRecord;
import org.llmops.router.v1.CallStatus;
import org.llmops.router.v1.RouteTaken;
import org.llmops.router.v1.Usage;

/** Calls that are answered in one piece. */
@QuarkusTest
@WithTestResource(RealServers.class)
@WithTestResource(FakePorts.class)
class CallAppTest {
    @Inject
    Scenarios scenarios;

    @Inject
    FakeProvider provider;

    @Inject
    FakePeers peers;

    @Test
    void passesTheProvidersAnswerOnAndRecordsTheCall() {
        Client.Reply reply = scenarios.acme().chat("""
                {"model":"echo","messages":[{"role":"user","content":"Good morning"}],"user":"u7","metadata":{"mark":"plain"}}""");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo("Good morning");
        assertThat(reply.json().path("x_unknown").asInt()).isEqualTo(1);
        assertThat(reply.header("x-llmops-model")).isEqualTo("fake/echo");
        assertThat(reply.header("x-llmops-cache")).isEqualTo("off");
        assertThat(reply.header("x-llmops-cost-usd")).isEqualTo("0.00012");
        assertThat(reply.header("x-llmops-overhead-ms")).matches("\\d+\\.\\d{3}");

        CallRecord record = scenarios.record(reply);
        assertThat(record.getWorkspace()).isEqualTo("acme");
        assertThat(record.getCaller().getApp()).isEqualTo("shop");
        assertThat(record.getCaller().getKind()).isEqualTo("app");
        assertThat(record.getCaller().getEndUser()).isEqualTo("u7");
        assertThat(record.getStatus()).isEqualTo(CallStatus.CALL_STATUS_OK);
        assertThat(record.getHttpStatus()).isEqualTo(200);
        assertThat(record.getFinishReason()).isEqualTo("stop");
        assertThat(record.getMetadataMap()).containsEntry("mark", "plain");
        assertThat(record.getRoute())
                .isEqualTo(RouteTaken.newBuilder()
                        .setTarget("fake/echo")
                        .setProvider(record.getRoute().getProvider())
                        .setModel("echo")
                        .build());
        assertThat(record.getUsage().toBuilder().clearRawJson().build())
                .isEqualTo(Usage.newBuilder()
                        .setInputTokens(100)
                        .setCacheReadTokens(40)
                        .setOutputTokens(10)
                        .build());
        // 60 x 1000 + 40 x 500 + 10 x 4000
        assertThat(record.getCost().getNanoUsd()).isEqualTo(120_000);
        assertThat(record.getCost().getPriceBookVersion()).isEqualTo(5);
        assertThat(record.getRequest().getJson()).contains("Good morning");
        assertThat(record.getResponse().getJson()).contains("Good morning");
        assertThat(record.getTimings().getTotalUs()).isPositive();
    }

    @Test
    void aRecordIsKeptBeforeTheClientHasTheAnswerOrTheRefusal() {
        for (int i = 0; i < 20; i++) {
            long recorded = scenarios.recorded();
            Client.Reply reply = scenarios
                    .acme()
                    .chat("{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Now?\"}]}"
                            .formatted(i % 2 == 0 ? "echo" : "unknown"));
            assertThat(reply.status()).isEqualTo(i % 2 == 0 ? 200 : 404);
            assertThat(scenarios.recorded()).isGreaterThan(recorded);
        }
    }

    @Test
    void changesNothingOfTheRequestButTheModel() {
        String sent =
                "{ \"temperature\" : 1.50,\"x\":[1e2, \"\\u00e9\"] , \"model\":\"fake/echo\",\"messages\":[ {\"content\":\"hi\",\"role\":\"user\",\"y\":{}} ] }";

        assertThat(scenarios.acme().chat(sent).status()).isEqualTo(200);

        assertThat(provider.lastRequest()).isEqualTo(sent.replace("fake/echo", "echo"));
    }

    @Test
    void composesFromThePromptTheCallNames() {
        Client.Reply reply = scenarios.acme().chat("""
                {"prompt":{"id":"greeting","label":"production","variables":{"tone":"kind \\"{{name}}\\"","name":"Ada"}},
                 "messages":[{"role":"user","content":"And now?"}]}""");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-llmops-prompt-version")).isEqualTo("3");
        assertThat(Client.json(provider.lastRequest())).isEqualTo(Client.json("""
                {"model":"echo","temperature":0.50,"messages":[
                  {"role":"system","content":"Version 3, be kind \\"{{name}}\\""},{"role":"user","content":"Hello Ada"},
                  {"role":"user","content":"And now?"}]}"""));
        assertThat(scenarios.record(reply).getPrompt().getName()).isEqualTo("greeting");
        assertThat(scenarios.record(reply).getPrompt().getLabel()).isEqualTo("production");
    }

    @Test
    void goesOnToTheNextTargetUntilOneAnswers() {
        Client.Reply reply = scenarios.acme().chat("""
                {"model":"route:steady","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Anyone?"}],"stream":true}""");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.streamedText()).isEqualTo("Anyone?");
        assertThat(reply.header("x-llmops-model")).isEqualTo("antic/claude");
        CallRecord record = scenarios.record(reply);
        assertThat(record.getAttemptsList())
                .extracting(Attempt::getTarget, Attempt::getFailure)
                .containsExactly(
                        tuple("nowhere/lost", "CONNECT"),
                        tuple("fake/broken", "SERVER_ERROR"),
                        tuple("fake/limited", "RATE_LIMITED"),
                        tuple("fake/garbled", "MALFORMED"),
                        tuple("fake/cut-early", "CUT"),
                        tuple("antic/claude", ""));
        assertThat(record.getRoute().getName()).isEqualTo("steady");
        assertThat(record.getCost().getNanoUsd()).isEqualTo(120_000);
    }

    @Test
    void translatesForAnthropic() {
        Client.Reply reply = scenarios.acme().chat("""
                {"model":"claude","messages":[{"role":"system","content":"Be brief"},{"role":"user","content":"Bonjour"}]}""");

        assertThat(reply.json().at("/choices/0/message/content").asText()).isEqualTo("Bonjour");
        assertThat(reply.json().at("/usage/prompt_tokens").asInt()).isEqualTo(100);
        assertThat(reply.header("x-llmops-cost-usd")).isEqualTo("0.00012");
        assertThat(Client.json(provider.lastRequest())).isEqualTo(Client.json("""
                {"model":"claude","max_tokens":100,"system":[{"type":"text","text":"Be brief"}],
                 "messages":[{"role":"user","content":[{"type":"text","text":"Bonjour"}]}]}"""));
    }

    @Test
    void givesTheSameAnswerAgainFromTheCache() {
        Client acme = scenarios.acme();
        String request = "{\"model\":\"route:kept\",\"messages\":[{\"role\":\"user\",\"content\":\"Remember me\"}]}";
        Client.Reply first = acme.chat(request);
        int asked = provider.requests().size();
        Client.Reply second = acme.chat(request.replace("{\"model\"", "{ \"user\":\"other\",\"model\""));
        Client.Reply streamed = acme.chat(request.replace("{\"model\"", "{\"stream\":true,\"model\""));
        Client.Reply fresh = acme.post("/v1/chat/completions", request, it -> it.header("Cache-Control", "no-cache"));

        assertThat(first.header("x-llmops-cache")).isEqualTo("miss");
        assertThat(second.header("x-llmops-cache")).isEqualTo("hit");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(second.header("x-llmops-cost-usd")).isEqualTo("0.00");
        assertThat(streamed.header("x-llmops-cache")).isEqualTo("hit");
        assertThat(streamed.header("x-llmops-cost-usd")).isEqualTo("0.00");
        assertThat(streamed.streamedText()).isEqualTo("Remember me");
        assertThat(fresh.header("x-llmops-cache")).isEqualTo("bypass");
        assertThat(provider.requests()).hasSize(asked + 1);
        CallRecord record = scenarios.record(second);
        assertThat(record.getCache().getSourceCallId()).isEqualTo(first.header("x-llmops-call-id"));
        assertThat(record.getRoute()).isEqualTo(scenarios.record(first).getRoute());
        assertThat(record.getCost().getNanoUsd()).isZero();
        assertThat(record.getUsage())
                .as("what the answer took when it was given")
                .isEqualTo(scenarios.record(first).getUsage());
        assertThat(record.getUsage().getOutputTokens()).isPositive();
    }

    @Test
    void answersEmbeddings() {
        Client.Reply reply = scenarios.acme().post("/v1/embeddings", "{\"model\":\"e\",\"input\":\"hi\"}", it -> it);

        assertThat(reply.json().at("/data/0/embedding/0").asDouble()).isEqualTo(0.5);
        assertThat(scenarios.record(reply).getOperation()).isEqualTo("embeddings");
        assertThat(scenarios.record(reply).getUsage().getInputTokens()).isEqualTo(3);
    }

    @Test
    void acceptsATokenOfAPerson() {
        Client alice = new Client(TestTokens.user("alice"));
        scenarios.acme();

        Client.Reply reply = alice.chat("{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"me\"}]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(scenarios.record(reply).getCaller().getSubject()).isEqualTo("alice");
        assertThat(scenarios.record(reply).getCaller().getKind()).isEqualTo("user");
    }

    @Test
    void spendsFromABudgetAndNeverMore() {
        Client globex = scenarios.globex();
        String request = "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"money\"}]}";
        peers.costs().budget("globex", 1_000_000);
        try {
            Client.Reply paid = globex.chat(request);
            assertThat(paid.status()).isEqualTo(200);
            assertThat(scenarios.record(paid).getLeasesList())
                    .singleElement()
                    .satisfies(use -> assertThat(use.getNanoUsd()).isEqualTo(120_000));
            Client.Reply refused = paid;
            for (int i = 0; i < 10 && refused.status() == 200; i++) {
                refused = globex.chat(request);
            }

            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().at("/error/code").asText()).isEqualTo("insufficient_quota");
            assertThat(refused.json().at("/error/message").asText()).contains("'monthly'");
            assertThat(scenarios.record(refused).getStatus()).isEqualTo(CallStatus.CALL_STATUS_REFUSED);
            await().untilAsserted(() -> assertThat(peers.costs().spent("globex"))
                    .isBetween(120_000L, 1_000_000L)
                    .matches(spent -> spent % 120_000 == 0));
        } finally {
            peers.costs().noBudget("globex");
        }
    }

    @Test
    void refusesWhileTheCostServiceIsAwayAndNoLeaseIsAtHand() {
        Client globex = scenarios.globex();
        peers.costs().away(true);
        try {
            Client.Reply refused =
                    globex.chat("{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"n\":99}");

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().at("/error/code").asText()).isEqualTo("cost_service_unavailable");
        } finally {
            peers.costs().away(false);
        }
    }
}
